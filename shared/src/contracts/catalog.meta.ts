import { defineMeta } from './meta.ts';

export const listItemsMeta = defineMeta({
  name: 'catalog.items',
  method: 'GET',
  path: '/catalog/items',
  permission: 'catalog:read',
  subject: 'none',
  summary: '服务项目与备件',
});
