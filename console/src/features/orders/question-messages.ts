import { textOf } from '@mingdan/shared/messages/text';

/** Words around what an order's page asks of the company: customers' questions, and punches to look into. */
export const t = textOf({
  title: '客户咨询',
  'title.objection': '客户对账单有异议',
  open: '{count} 条待回复',
  asked: '客户提问 · {when}',
  answered: '{by}回复 · {when}',
  answer: '回复客户',
  'answer.note': '客户在工单页能看到回复；一条提问只能回复一次',
  'answer.keeps': '账单不变；客户在工单页能看到回复，答复后结算继续',
  'answer.waives': '客户在工单页能看到回复，账单上多一行减免；答复后结算继续',
  send: '发出回复',
  'send.keep': '维持账单并答复',
  'send.waive': '减免并答复',
  done: '已回复，客户在工单页能看到',
  'punch.open': '{count} 次待核实',
  'punch.by': '{by} · {name} · {when}',
  'punch.word': '核实情况',
  'punch.word.note': '例如：已电话问过客户，师傅确实到过',
  'punch.verify': '已核实',
  'punch.done': '已记下，异常标记解除',
  unsent: '您写的还没有发出：',
});
