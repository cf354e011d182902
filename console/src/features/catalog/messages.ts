import { textOf } from '@mingdan/shared/messages/text';

export const t = textOf({
  title: '项目与备件',
  note: '可以放进工单明细的服务项目和备件；价格在价格本里',
  tabs: '按类别',
  all: '全部',
  search: '编码或名称',
  empty: '还没有项目。发布价格本时会登记其中的项目。',
  'col.code': '编码',
  'col.name': '名称',
  'col.kind': '类别',
  'col.category': '分类',
  'col.unit': '单位',
});
