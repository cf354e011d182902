import { textOf } from '@mingdan/shared/messages/text';

export const t = textOf({
  'login.title': '登录管理后台',
  'login.lead': '从第一句咨询到多年售后，一张工单说清服务、价格和收益。',
  'login.scan': '企业微信扫码登录',
  'login.note': '只有管理员登记过的企业成员可以登录。',
  'login.failed': '登录没有成功',
  'login.point1': '每张工单的客户价、结算价、师傅收益、成本、毛利，都能逐步追到规则',
  'login.point2': '规则改版留痕，已开的单按当时的版本算',
  'login.point3': '每一步操作写入可校验的审计链',
  'setup.title': '首次启动',
  'setup.lead': '系统里还没有管理员。请输入服务器首次启动时打印的设置码，您将成为第一位管理员。',
  'setup.code': '设置码',
  'setup.codeNote': '在启动服务的终端里，以“设置码”开头的一行。只能使用一次。',
  'setup.submit': '成为管理员',
  'setup.done': '设置完成',
});
