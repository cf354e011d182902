import { defineMeta } from './meta.ts';

export const askConsentMeta = defineMeta({
  name: 'orders.askConsent',
  method: 'POST',
  path: '/orders/:orderId/consents',
  permission: 'orders:act',
  subject: 'order',
  summary: '请客户确认增项：超出约定的项目与用料，附价格与照片',
});
export const decideConsentMeta = defineMeta({
  name: 'customerPage.consent',
  method: 'POST',
  path: '/customer/order/consents/:consentId',
  permission: 'bill:sign',
  subject: 'order',
  summary: '客户同意或不同意增项，凭所见明细的指纹',
});
