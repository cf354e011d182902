import { defineMeta } from './meta.ts';

export const slotRoomMeta = defineMeta({
  name: 'dispatch.slotRoom',
  method: 'GET',
  path: '/slots/room',
  permission: 'orders:quote',
  subject: 'none',
  summary: '某地区未来几天各时段的空余：按排班、请假、日上限和待派的单推算，供选时段参考',
});
export const customerSlotRoomMeta = defineMeta({
  name: 'customerPage.slotRoom',
  method: 'GET',
  path: '/customer/order/slots',
  permission: 'bill:read',
  subject: 'order',
  summary: '客户改约时各时段的空余，只有等级：不含原因、人名和人数',
});
