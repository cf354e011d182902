export default definePageConfig({ navigationBarTitleText: '派单记录', enablePullDownRefresh: true });
