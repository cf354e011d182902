import { textOf } from '@mingdan/shared/messages/text';

export const t = textOf({
  title: '通知投递',
  note: '每一步给客户、员工或师傅的通知各占一行：已发、待员工发送，或发不出及原因',
  ofOrder: '通知',
  'ofOrder.all': '显示全部 {count} 条',
  'ofOrder.empty': '这张工单还没有通知。',
  tabs: '按状态',
  all: '全部',
  empty: '还没有通知。工单每走一步，会在这里生成一行。',
  'col.title': '通知',
  'col.audience': '给谁',
  'col.channel': '渠道',
  'col.status': '状态',
  'col.order': '工单',
  'col.time': '时间',
  sent: '{when}发出',
  noChannel: '—',
  'channel.wecom': '企业微信',
  'channel.sidebar': '侧边栏',
});
