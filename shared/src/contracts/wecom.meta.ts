import { defineMeta } from './meta.ts';

export const wecomSelfCheckMeta = defineMeta({
  name: 'wecom.selfCheck',
  method: 'POST',
  path: '/wecom/self-check',
  permission: 'settings:check',
  subject: 'none',
  idempotency: 'none',
  summary: '企业微信配置自检：逐项调用企业微信并说明怎么改',
});

export const jssdkSignatureMeta = defineMeta({
  name: 'wecom.jssdkSignature',
  method: 'GET',
  path: '/wecom/jssdk-signature',
  permission: 'wecom:jssdk',
  subject: 'none',
  summary: '为当前页面地址签名，供企业微信 JS-SDK 使用',
});
