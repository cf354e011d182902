import { defineMeta } from './meta.ts';

export const listOutletsMeta = defineMeta({
  name: 'outlets.list',
  method: 'GET',
  path: '/outlets',
  permission: 'people:read',
  subject: 'none',
  summary: '网点与服务商列表，按权限范围',
});

export const saveOutletMeta = defineMeta({
  name: 'outlets.save',
  method: 'POST',
  path: '/outlets',
  permission: 'people:write',
  subject: 'none',
  summary: '新增或修改网点：名称、服务区域、合作方式、启停',
});
