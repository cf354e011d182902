import { textOf } from '@mingdan/shared/messages/text';

export const t = textOf({
  title: '派单过程',
  empty: '还没有派单。流程走到派单节点后，会按匹配分依次问师傅。',
  'col.installer': '师傅',
  'col.status': '结果',
  'col.pay': '预估收益',
  'col.distance': '距离',
  'col.score': '匹配分',
  'col.reasons': '为什么是他',
  'col.time': '时间',
  km: '{km} 公里',
  answered: '{when}答复',
});
