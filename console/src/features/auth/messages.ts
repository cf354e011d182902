import { textOf } from '@mingdan/shared/messages/text';

export const t = textOf({
  'login.title': '登录管理后台',
  'login.lead': '从第一句咨询到多年售后，一张工单说清服务、价格和收益。',
  'login.scan': '企业微信扫码登录',
  'login.again': '重新登录',
  'login.note': '只有管理员登记过的企业成员可以登录。',
  'login.failed': '登录没有成功',
  'setup.title': '首次启动',
  'setup.lead': '系统里还没有管理员。请输入服务器首次启动时打印的设置码，您将成为第一位管理员。',
  'setup.code': '设置码',
  'setup.codeNote': '在启动服务的终端里，以“设置码”开头的一行。只能使用一次。',
  'setup.submit': '成为管理员',
  'setup.done': '设置完成',
});
