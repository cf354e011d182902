import { defineMeta } from './meta.ts';

export const listPeopleMeta = defineMeta({
  name: 'people.list',
  method: 'GET',
  path: '/people',
  permission: 'people:read',
  subject: 'none',
  summary: '人员列表，按角色、网点筛选',
});

export const getPersonMeta = defineMeta({
  name: 'people.get',
  method: 'GET',
  path: '/people/:personId',
  permission: 'people:read',
  subject: 'person',
  summary: '一位人员的资料',
});

export const savePersonMeta = defineMeta({
  name: 'people.save',
  method: 'POST',
  path: '/people',
  permission: 'people:write',
  subject: 'person',
  summary: '新增或修改人员、角色与管辖范围',
});
