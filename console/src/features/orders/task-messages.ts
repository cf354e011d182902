import { textOf } from '@mingdan/shared/messages/text';

/** Words of a step that is filled in at a desk. */
export const t = textOf({
  act: '填写',
  close: '关闭',
  done: '已提交「{name}」',
  onPhone: '请在手机上填写',
  date: '日期',
  hours: '时段',
  from: '从',
  to: '到',
  choose: '提交为',
  missing: '还不能提交：',
  phoneFirst: '「{outcome}」要先在手机上填写：{fields}',
  nothing: '这一步没有要填的内容，选一个结果即可',
});
