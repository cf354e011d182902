import { defineMeta } from './meta.ts';

export const rosterMeta = defineMeta({
  name: 'roster.week',
  method: 'GET',
  path: '/dispatch/roster',
  permission: 'roster:read',
  subject: 'none',
  summary: '排班表：师傅 × 七天，班次、请假、证件到期',
});
export const installerProfileMeta = defineMeta({
  name: 'roster.installer',
  method: 'GET',
  path: '/dispatch/installers/:personId',
  permission: 'roster:read',
  subject: 'person',
  summary: '一位师傅的派单资料：技能、服务区域、出发地、日上限、证件',
});
export const saveInstallerProfileMeta = defineMeta({
  name: 'roster.saveInstaller',
  method: 'POST',
  path: '/dispatch/installers/:personId',
  permission: 'roster:write',
  subject: 'person',
  summary: '修改师傅的派单资料与每周班次',
});
export const saveRosterDayMeta = defineMeta({
  name: 'roster.saveDay',
  method: 'POST',
  path: '/dispatch/installers/:personId/days',
  permission: 'roster:write',
  subject: 'person',
  summary: '单独排某一天的班，或恢复为每周班次',
});
export const addLeaveMeta = defineMeta({
  name: 'roster.addLeave',
  method: 'POST',
  path: '/dispatch/installers/:personId/leaves',
  permission: 'roster:write',
  subject: 'person',
  summary: '登记请假',
});
export const endLeaveMeta = defineMeta({
  name: 'roster.endLeave',
  method: 'POST',
  path: '/dispatch/leaves/:leaveId/end',
  permission: 'roster:write',
  subject: 'person',
  summary: '撤销请假',
});
export const saveCertificateMeta = defineMeta({
  name: 'roster.saveCertificate',
  method: 'POST',
  path: '/dispatch/installers/:personId/certificates',
  permission: 'roster:write',
  subject: 'person',
  summary: '登记或续期证件',
});
export const removeCertificateMeta = defineMeta({
  name: 'roster.removeCertificate',
  method: 'POST',
  path: '/dispatch/certificates/:certificateId/remove',
  permission: 'roster:write',
  subject: 'person',
  summary: '删除登记错的证件',
});
