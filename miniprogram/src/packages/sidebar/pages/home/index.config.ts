export default definePageConfig({ navigationBarTitleText: '开单', enablePullDownRefresh: true });
