import { defineMeta } from './meta.ts';

export const myLeavesMeta = defineMeta({
  name: 'leave.mine',
  method: 'GET',
  path: '/my/leaves',
  permission: 'leave:ask',
  subject: 'self',
  summary: '我的请假：申请、结果和已登记的',
});
export const askLeaveMeta = defineMeta({
  name: 'leave.ask',
  method: 'POST',
  path: '/my/leaves',
  permission: 'leave:ask',
  subject: 'self',
  summary: '申请请假，按半天计',
});
export const withdrawLeaveMeta = defineMeta({
  name: 'leave.withdraw',
  method: 'POST',
  path: '/my/leaves/:requestId/withdraw',
  permission: 'leave:ask',
  subject: 'self',
  summary: '批准之前撤回请假申请',
});
export const leaveRequestsMeta = defineMeta({
  name: 'leave.requests',
  method: 'GET',
  path: '/dispatch/leave-requests',
  permission: 'roster:read',
  subject: 'none',
  summary: '待审批的请假申请，和那段时间里受影响的上门与派单',
});
export const decideLeaveMeta = defineMeta({
  name: 'leave.decide',
  method: 'POST',
  path: '/dispatch/leave-requests/:requestId/decision',
  permission: 'roster:write',
  subject: 'person',
  summary: '批准或不批准请假；批准即计入排班，没答复的派单改问别人',
});
