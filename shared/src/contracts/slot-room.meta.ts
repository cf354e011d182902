import { defineMeta } from './meta.ts';

export const slotRoomMeta = defineMeta({
  name: 'dispatch.slotRoom',
  method: 'GET',
  path: '/slots/room',
  permission: 'orders:quote',
  subject: 'none',
  summary: '某地区未来几天各时段的空余：按排班、请假、日上限和待派的单推算，供选时段参考',
});
