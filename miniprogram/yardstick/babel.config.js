/** Old enough for the WeChat clients that are still in use, new enough that async functions and spread stay as they are. */
const TARGETS = { weapp: { ios: '12', chrome: '66' }, h5: { ios: '13', chrome: '78' } };

module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        targets: TARGETS[process.env.TARO_ENV] ?? TARGETS.weapp,
      },
    ],
  ],
};
