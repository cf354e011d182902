import { defineMeta } from './meta.ts';

export const listBooksMeta = defineMeta({
  name: 'books.list',
  method: 'GET',
  path: '/books',
  permission: 'books:read',
  subject: 'none',
  summary: '价格本及各版本',
});
export const getBookMeta = defineMeta({
  name: 'books.get',
  method: 'GET',
  path: '/books/:code/:version',
  permission: 'books:read',
  subject: 'book',
  summary: '一个价格本版本的全文',
});
export const checkBookMeta = defineMeta({
  name: 'books.check',
  method: 'POST',
  path: '/books/check',
  permission: 'books:read',
  subject: 'none',
  idempotency: 'none',
  summary: '发布前检查，列出全部问题',
});
export const publishBookMeta = defineMeta({
  name: 'books.publish',
  method: 'POST',
  path: '/books',
  permission: 'books:publish',
  subject: 'book',
  summary: '发布一个价格本版本，此后不可改',
});
export const tryBookMeta = defineMeta({
  name: 'books.try',
  method: 'POST',
  path: '/books/try',
  permission: 'books:read',
  subject: 'none',
  idempotency: 'none',
  summary: '用某个版本试算一张工单，含算价溯源',
});
