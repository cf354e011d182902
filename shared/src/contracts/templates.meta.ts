import { defineMeta } from './meta.ts';

export const listTemplatesMeta = defineMeta({
  name: 'templates.list',
  method: 'GET',
  path: '/templates',
  permission: 'templates:read',
  subject: 'none',
  summary: '可用的工单模板',
});
export const getTemplateMeta = defineMeta({
  name: 'templates.get',
  method: 'GET',
  path: '/templates/:code/:version',
  permission: 'templates:read',
  subject: 'template',
  summary: '模板全文：表单、流程、时效、预置明细',
});
export const startFormMeta = defineMeta({
  name: 'templates.startForm',
  method: 'GET',
  path: '/templates/:code/start-form',
  permission: 'orders:create',
  subject: 'template',
  summary: '开单要填的字段与预置明细（当前版本）',
});
export const checkTemplateMeta = defineMeta({
  name: 'templates.check',
  method: 'POST',
  path: '/templates/check',
  permission: 'templates:read',
  subject: 'none',
  idempotency: 'none',
  summary: '发布前检查，列出全部问题',
});
export const publishTemplateMeta = defineMeta({
  name: 'templates.publish',
  method: 'POST',
  path: '/templates',
  permission: 'templates:publish',
  subject: 'template',
  summary: '发布一个模板版本，此后不可改',
});
export const withdrawTemplateMeta = defineMeta({
  name: 'templates.withdraw',
  method: 'POST',
  path: '/templates/:code/:version/withdraw',
  permission: 'templates:publish',
  subject: 'template',
  summary: '停用一个模板版本：不再能开单，已开的工单不受影响',
});
export const templateDraftsMeta = defineMeta({
  name: 'templates.drafts',
  method: 'GET',
  path: '/template-drafts',
  permission: 'templates:write',
  subject: 'none',
  summary: '工单模板草稿',
});
export const templateDraftMeta = defineMeta({
  name: 'templates.draft',
  method: 'GET',
  path: '/template-drafts/:draftId',
  permission: 'templates:write',
  subject: 'template',
  summary: '一份工单模板草稿的全文与检查结果',
});
export const openTemplateDraftMeta = defineMeta({
  name: 'templates.openDraft',
  method: 'POST',
  path: '/template-drafts',
  permission: 'templates:write',
  subject: 'template',
  summary: '新建工单模板草稿：从已发布的版本、从文件，或从空白',
});
export const saveTemplateDraftMeta = defineMeta({
  name: 'templates.saveDraft',
  method: 'PUT',
  path: '/template-drafts/:draftId',
  permission: 'templates:write',
  subject: 'template',
  summary: '保存工单模板草稿；别人先保存过则拒绝',
});
export const discardTemplateDraftMeta = defineMeta({
  name: 'templates.discardDraft',
  method: 'DELETE',
  path: '/template-drafts/:draftId',
  permission: 'templates:write',
  subject: 'template',
  summary: '丢弃工单模板草稿',
});
export const publishTemplateDraftMeta = defineMeta({
  name: 'templates.publishDraft',
  method: 'POST',
  path: '/template-drafts/:draftId/publication',
  permission: 'templates:publish',
  subject: 'template',
  summary: '把草稿发布为下一个版本，此后不可改',
});
export const readTemplateFileMeta = defineMeta({
  name: 'templates.readFile',
  method: 'POST',
  path: '/template-files',
  permission: 'templates:write',
  subject: 'none',
  idempotency: 'none',
  body: 'octets',
  summary: '试读一份工单模板文件，列出每一格的问题，不保存',
});
