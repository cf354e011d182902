import { defineMeta } from './meta.ts';

export const listAuditMeta = defineMeta({
  name: 'audit.list',
  method: 'GET',
  path: '/audit',
  permission: 'audit:read',
  subject: 'audit',
  summary: '审计链',
});
export const verifyAuditMeta = defineMeta({
  name: 'audit.verify',
  method: 'GET',
  path: '/audit/verification',
  permission: 'audit:verify',
  subject: 'audit',
  summary: '校验审计链，指出第一处不符与未封存的尾部',
});
export const listDeadLettersMeta = defineMeta({
  name: 'deadLetters.list',
  method: 'GET',
  path: '/dead-letters',
  permission: 'deadletters:read',
  subject: 'none',
  summary: '多次失败的任务',
});
export const replayDeadLetterMeta = defineMeta({
  name: 'deadLetters.replay',
  method: 'POST',
  path: '/dead-letters/:deadLetterId/replay',
  permission: 'deadletters:replay',
  subject: 'none',
  summary: '重新执行一个失败的任务',
});
