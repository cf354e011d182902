import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { expect, test } from 'vitest';
import { timelineSentence } from './sentences.ts';

const FLOW = {
  nodes: [
    { key: 'visit', kind: 'task', name: '上门安装', outcomeLabels: { absent: '客户不在' } },
    { key: 'settle', kind: 'action', public: { label: '完工结算' } },
  ],
} as unknown as FlowDefinition;

const NOVEMBER = Date.parse('2026-11-22T10:00:00+08:00');

test.each([
  ['created', null, {}, '开单'],
  ['entered', 'visit', {}, '进入「上门安装」'],
  ['entered', 'settle', {}, '进入「完工结算」'],
  ['left', 'visit', { outcome: 'done' }, '完成「上门安装」'],
  ['objected', null, { objection: 'price' }, '对账单有异议：价格与说好的不一样'],
  ['objection_answered', null, {}, '答复了客户的异议'],
  ['left', 'visit', { outcome: 'absent' }, '完成「上门安装」：客户不在'],
  [
    'left',
    'visit',
    { outcome: 'absent', proof: { metres: 1230, words: '敲门无人应' } },
    '完成「上门安装」：客户不在（打卡距上门地址 1.2 公里，敲门无人应）',
  ],
  ['left', 'visit', { outcome: 'absent', proof: { metres: null, words: '' } }, '完成「上门安装」：客户不在'],
  ['offer_refused', null, { reason: '太远' }, '没有接单：太远'],
  ['offer_refused', null, { reason: null }, '没有接单'],
  ['offer_expired', null, { to: ['z'] }, '派给张师傅，超时没有答复'],
  ['left', 'visit', { outcome: 'return' }, '完成「上门安装」：return'],
  ['left', 'settle', { outcome: 'done' }, '完成「完工结算」'],
  ['finished_early', null, { date: '2026-11-24', from: '10:00', to: '12:00' }, '早于预约（11月24日 周二 10:00–12:00）做完，已确认'],
  [
    'finished_early',
    'visit',
    { date: '2026-11-24', from: '10:00', to: '12:00', outcome: 'absent' },
    '早于预约（11月24日 周二 10:00–12:00）报告「客户不在」，已确认',
  ],
  [
    'finished_early',
    'visit',
    { date: '2026-11-24', from: '10:00', to: '12:00', outcome: 'done' },
    '早于预约（11月24日 周二 10:00–12:00）做完，已确认',
  ],
  [
    'punch_odd',
    null,
    { name: '门口打卡', at: Date.UTC(2026, 10, 24, 1, 10), metres: 3214, early: { date: '2026-11-24', from: '14:00', to: '16:00' } },
    '打卡异常（门口打卡）：距上门地址 3.2 公里，09:10 打卡，约定 11月24日 周二 14:00–16:00',
  ],
  ['punch_verified', null, { word: '客户住隔壁小区' }, '核实了打卡异常：客户住隔壁小区'],
  ['punch_rejected', null, { reason: '客户在家', takenBack: true }, '打卡不属实，撤回上门费：客户在家'],
  ['punch_rejected', null, { reason: '人在楼下', takenBack: false }, '打卡不属实：人在楼下'],
  ['parked', 'settle', { reason: 'exhausted' }, '「完工结算」停下，等待调度处理'],
  ['priced', null, { kind: 'actual' }, '按实际明细结算'],
  ['priced', null, { kind: 'planned' }, '更新预估'],
  ['rescheduled', null, { date: '2026-12-21', from: '18:00', to: '20:00' }, '改约到 12月21日 周一 18:00–20:00'],
  ['rescheduled', null, { date: '2027-01-04', from: '18:00', to: '20:00' }, '改约到 2027年1月4日 周一 18:00–20:00'],
  ['signed', null, { by: 'customer_page' }, '在手机上签字确认账单'],
  ['signed', null, { by: 'installer_phone' }, '现场签字确认账单'],
  ['cancelled', null, { reason: '改主意' }, '取消工单：改主意'],
  ['cancelled', null, { reason: '' }, '取消工单'],
  ['sla', 'visit', { what: 'respondBreached' }, '「上门安装」超过响应时限'],
  ['sla', 'visit', { what: 'warned' }, '「上门安装」即将超时'],
  ['sla', 'visit', { what: 'resolveBreached' }, '「上门安装」超过完成时限'],
  ['ended', null, { result: 'done' }, '工单完成'],
  ['assigned', null, {}, '接单'],
  ['assigned', null, { to: ['z', 'l'] }, '派给张师傅、李师傅'],
  ['assigned', null, { to: ['nobody'] }, '派给师傅'],
  ['reassigned', null, { from: ['z'], to: ['l'], reason: '车坏了' }, '由张师傅改派给李师傅：车坏了'],
  [
    'rescheduled',
    null,
    { date: '2026-12-21', from: '18:00', to: '20:00', reason: '客户要求' },
    '改约到 12月21日 周一 18:00–20:00：客户要求',
  ],
  ['objection_answered', null, { waived: false }, '答复了客户的异议，维持账单'],
  ['objection_answered', null, { waived: true }, '答复了客户的异议，减免了账单'],
  ['waived', null, { amount: 500, reason: '少打一个孔' }, '减免账单：少打一个孔'],
  ['something new', null, {}, 'something new'],
] as const)('%s at %s with %o: %s', (type, node, detail, sentence) => {
  expect(timelineSentence(FLOW, type, node, detail, (id) => ({ z: '张师傅', l: '李师傅' })[id] ?? '', NOVEMBER)).toBe(sentence);
});
