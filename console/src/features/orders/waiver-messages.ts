import { textOf } from '@mingdan/shared/messages/text';

/** Words of what the company waives of a bill 减免. */
export const t = textOf({
  act: '减免',
  keep: '维持账单',
  waive: '减免一部分',
  decision: '对账单怎么处理',
  amount: '减免金额（元）',
  most: '您在这张单上最多 {most}',
  badAmount: '请填写大于 0、最多两位小数的金额',
  tooMuch: '您在这张单上最多可减免 {most}',
  reason: '减免原因',
  'reason.note': '客户在账单上能看到，师傅的收益不变',
  title: '减免 {number}',
  cancel: '关闭',
  done: '已减免，客户在账单上能看到',
  back: '撤回',
  backTitle: '撤回这笔减免？',
  backReason: '撤回原因',
  backNote: '账上会冲销这一笔，两条记录都保留；客户在工单页看得到，没有订阅微信通知的由客服发卡片。',
  backDone: '减免已撤回',
  taken: '已撤回：{reason}',
  by: '{by} · {when}',
});
