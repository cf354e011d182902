import { defineMeta } from './meta.ts';

export const listMessageTemplatesMeta = defineMeta({
  name: 'messageTemplates.list',
  method: 'GET',
  path: '/message-templates',
  permission: 'messages:read',
  subject: 'none',
  summary: '消息模板：每种通知、每类收件人一份，含可用变量',
});
export const messageTemplateVersionsMeta = defineMeta({
  name: 'messageTemplates.versions',
  method: 'GET',
  path: '/message-templates/:event/:audience/versions',
  permission: 'messages:read',
  subject: 'none',
  summary: '一份消息模板的各个版本，新的在前',
});
export const saveMessageTemplateMeta = defineMeta({
  name: 'messageTemplates.save',
  method: 'PUT',
  path: '/message-templates/:event/:audience',
  permission: 'messages:write',
  subject: 'none',
  summary: '保存为新版本，之后的通知按它发',
});
export const previewMessageTemplateMeta = defineMeta({
  name: 'messageTemplates.preview',
  method: 'POST',
  path: '/message-templates/preview',
  permission: 'messages:read',
  subject: 'none',
  idempotency: 'none',
  summary: '用示例数据看一条通知的样子，列出不对的地方；不保存',
});
