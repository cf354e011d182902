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
