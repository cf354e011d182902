import { defineMeta } from './meta.ts';

export const jssdkSignatureMeta = defineMeta({
  name: 'wecom.jssdkSignature',
  method: 'GET',
  path: '/wecom/jssdk-signature',
  permission: 'wecom:jssdk',
  subject: 'none',
  summary: '为当前页面地址签名，供企业微信 JS-SDK 使用',
});
