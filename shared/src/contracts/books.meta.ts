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
export const bookDraftsMeta = defineMeta({
  name: 'books.drafts',
  method: 'GET',
  path: '/book-drafts',
  permission: 'books:write',
  subject: 'none',
  summary: '价格本草稿',
});
export const bookDraftMeta = defineMeta({
  name: 'books.draft',
  method: 'GET',
  path: '/book-drafts/:draftId',
  permission: 'books:write',
  subject: 'book',
  summary: '一份价格本草稿的全文与检查结果',
});
export const openBookDraftMeta = defineMeta({
  name: 'books.openDraft',
  method: 'POST',
  path: '/book-drafts',
  permission: 'books:write',
  subject: 'book',
  summary: '新建价格本草稿：从已发布的版本、从文件，或从空白',
});
export const saveBookDraftMeta = defineMeta({
  name: 'books.saveDraft',
  method: 'PUT',
  path: '/book-drafts/:draftId',
  permission: 'books:write',
  subject: 'book',
  summary: '保存价格本草稿；别人先保存过则拒绝',
});
export const discardBookDraftMeta = defineMeta({
  name: 'books.discardDraft',
  method: 'DELETE',
  path: '/book-drafts/:draftId',
  permission: 'books:write',
  subject: 'book',
  summary: '丢弃价格本草稿',
});
export const publishBookDraftMeta = defineMeta({
  name: 'books.publishDraft',
  method: 'POST',
  path: '/book-drafts/:draftId/publication',
  permission: 'books:publish',
  subject: 'book',
  summary: '把草稿发布为下一个版本，此后不可改',
});
export const readBookFileMeta = defineMeta({
  name: 'books.readFile',
  method: 'POST',
  path: '/book-files',
  permission: 'books:write',
  subject: 'none',
  idempotency: 'none',
  body: 'octets',
  summary: '试读一份价格本文件，列出每一格的问题，不保存',
});
export const bookWorkbookMeta = defineMeta({
  name: 'books.workbook',
  method: 'GET',
  path: '/books/:code/:version/workbook',
  permission: 'books:read',
  subject: 'book',
  summary: '导出一个版本为 Excel 工作簿，可改后再导入',
});
export const bookDraftWorkbookMeta = defineMeta({
  name: 'books.draftWorkbook',
  method: 'GET',
  path: '/book-drafts/:draftId/workbook',
  permission: 'books:write',
  subject: 'book',
  summary: '导出草稿为 Excel 工作簿',
});
