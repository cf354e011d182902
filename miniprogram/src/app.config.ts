export default defineAppConfig({
  pages: ['pages/home/index', 'pages/earnings/index', 'pages/me/index'],
  subPackages: [
    {
      root: 'packages/orders',
      pages: ['pages/detail/index', 'pages/earned/index', 'pages/waiting/index', 'pages/offers/index', 'pages/leave/index'],
    },
    { root: 'packages/sidebar', pages: ['pages/home/index', 'pages/paste/index', 'pages/form/index', 'pages/order/index'] },
    { root: 'packages/customer', pages: ['pages/order/index'] },
    { root: 'packages/pricing', pages: ['pages/check/index'] },
  ],
  preloadRule: { 'pages/home/index': { network: 'all', packages: ['packages/orders'] } },
  window: {
    navigationBarTitleText: '明单',
    navigationBarBackgroundColor: '#F5F7F6',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F5F7F6',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#5B6B68',
    selectedColor: '#0F766E',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [
      { pagePath: 'pages/home/index', text: '今天', iconPath: 'assets/tab-today.png', selectedIconPath: 'assets/tab-today-on.png' },
      {
        pagePath: 'pages/earnings/index',
        text: '收益',
        iconPath: 'assets/tab-earnings.png',
        selectedIconPath: 'assets/tab-earnings-on.png',
      },
      { pagePath: 'pages/me/index', text: '我的', iconPath: 'assets/tab-me.png', selectedIconPath: 'assets/tab-me-on.png' },
    ],
  },
  permission: { 'scope.userLocation': { desc: '到场打卡时记录位置，仅用于这张工单' } },
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  lazyCodeLoading: 'requiredComponents',
  // pages change at once: nothing here moves for longer than 160 ms (H5 only; WeChat has its own way)
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
});
