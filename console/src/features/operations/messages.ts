import { textOf } from '@mingdan/shared/messages/text';

export const t = textOf({
  title: '失败任务',
  note: '后台任务多次重试仍失败，停在这里等人处理；重新执行不会重复已经生效的部分',
  empty: '没有失败的任务。',
  'col.job': '任务',
  'col.attempts': '已试次数',
  'col.reason': '最后的原因',
  'col.dead': '停下时间',
  'col.act': '处理',
  replay: '重新执行',
  'replay.title': '重新执行这个任务？',
  'replay.text': '请先确认原因已经排除：{reason}',
  'replay.done': '已重新排队',
  'replay.keep': '先不',
  replayed: '{when} 已重新执行',
});
