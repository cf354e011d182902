import { defineMeta } from './meta.ts';

export const myOffersMeta = defineMeta({
  name: 'offers.mine',
  method: 'GET',
  path: '/my/offers',
  permission: 'offers:read',
  subject: 'self',
  summary: '师傅可接的单，收益在前',
});
export const pastOffersMeta = defineMeta({
  name: 'offers.past',
  method: 'GET',
  path: '/my/offers/past',
  permission: 'offers:read',
  subject: 'self',
  summary: '派单记录：接了、没接、没接到的单和原因',
});
export const answerOfferMeta = defineMeta({
  name: 'offers.answer',
  method: 'POST',
  path: '/my/offers/:offerId/answer',
  permission: 'offers:answer',
  subject: 'self',
  summary: '接单或拒单',
});
export const orderOffersMeta = defineMeta({
  name: 'offers.ofOrder',
  method: 'GET',
  path: '/orders/:orderId/offers',
  permission: 'offers:manage',
  subject: 'order',
  summary: '一张工单的派单过程：谁、多少、何时、结果',
});
export const askedNowMeta = defineMeta({
  name: 'offers.askedNow',
  method: 'GET',
  path: '/orders/:orderId/offers/now',
  permission: 'offers:follow',
  subject: 'order',
  summary: '现在正在问哪位师傅，到几点',
});
