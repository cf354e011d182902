import { defineMeta } from './meta.ts';

export const listItemsMeta = defineMeta({
  name: 'catalog.items',
  method: 'GET',
  path: '/catalog/items',
  permission: 'catalog:read',
  subject: 'none',
  summary: '服务项目与备件',
});
export const listCatalogMeta = defineMeta({
  name: 'catalog.list',
  method: 'GET',
  path: '/catalog',
  permission: 'catalog:read',
  subject: 'none',
  summary: '项目与备件的管理列表，含停用的',
});
export const saveItemMeta = defineMeta({
  name: 'catalog.save',
  method: 'POST',
  path: '/catalog/items',
  permission: 'catalog:write',
  subject: 'none',
  summary: '新增、修改、停用或恢复一个项目',
});
export const readCatalogFileMeta = defineMeta({
  name: 'catalog.readFile',
  method: 'POST',
  path: '/catalog/files',
  permission: 'catalog:write',
  subject: 'none',
  idempotency: 'none',
  body: 'octets',
  summary: '试读一份项目文件，列出问题和与现有项目的差别，不保存',
});
export const importCatalogMeta = defineMeta({
  name: 'catalog.import',
  method: 'POST',
  path: '/catalog/import',
  permission: 'catalog:write',
  subject: 'none',
  summary: '按试读的结果写入项目；其间被人改过的不写',
});
export const catalogWorkbookMeta = defineMeta({
  name: 'catalog.workbook',
  method: 'GET',
  path: '/catalog/workbook',
  permission: 'catalog:write',
  subject: 'none',
  summary: '导出全部项目为 Excel 工作簿，可改后再导入',
});
