import { defineMeta } from './meta.ts';

export const uploadFileMeta = defineMeta({
  name: 'files.upload',
  method: 'POST',
  path: '/files',
  permission: 'files:write',
  subject: 'file',
  summary: '上传照片或签名（JPEG、PNG、WebP，10 MB 以内），正文即文件本身',
  body: 'octets',
});

export const fileLinkMeta = defineMeta({
  name: 'files.link',
  method: 'GET',
  path: '/files/:fileId/link',
  permission: 'files:read',
  subject: 'file',
  summary: '取得文件的短时签名链接',
});
