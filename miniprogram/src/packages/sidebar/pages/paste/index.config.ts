export default definePageConfig({ navigationBarTitleText: '粘贴消息开单' });
