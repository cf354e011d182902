export default definePageConfig({ navigationBarTitleText: '算价引擎自检' });
