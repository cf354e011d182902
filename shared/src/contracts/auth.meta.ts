import { defineMeta } from './meta.ts';

export const meMeta = defineMeta({
  name: 'auth.me',
  method: 'GET',
  path: '/auth/me',
  permission: 'auth:self',
  subject: 'self',
  summary: '我是谁：姓名、角色、权限与可见金额',
});

export const logoutMeta = defineMeta({
  name: 'auth.logout',
  method: 'POST',
  path: '/auth/logout',
  permission: 'auth:self',
  subject: 'self',
  summary: '退出登录，会话立即失效',
  idempotency: 'none',
});

export const exchangeMeta = defineMeta({
  name: 'auth.exchange',
  method: 'POST',
  path: '/auth/exchange',
  permission: 'public',
  subject: 'none',
  summary: '用一次性登录票据换取手机端令牌',
  idempotency: 'none',
  limit: 'strict',
});

export const setupMeta = defineMeta({
  name: 'auth.setup',
  method: 'POST',
  path: '/auth/setup',
  permission: 'auth:self',
  subject: 'self',
  summary: '首次启动：输入设置码成为管理员',
  limit: 'strict',
});

export const aboutMeta = defineMeta({
  name: 'auth.about',
  method: 'GET',
  path: '/about',
  permission: 'public',
  subject: 'none',
  summary: '这套系统里是不是演示数据',
});
