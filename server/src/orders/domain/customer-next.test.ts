import { describe, expect, test } from 'vitest';
import { type CustomerFacts, customerNext } from './customer-next.ts';

const ON_THE_WAY: CustomerFacts = {
  state: 'open',
  phase: 'working',
  begun: false,
  hasInstaller: true,
  billed: false,
  signed: false,
  consentAsked: false,
  task: null,
  inVain: false,
  newSlot: null,
  mayChooseSlot: false,
};
const told = (over: Partial<CustomerFacts>) => {
  const { act, text, more } = customerNext({ ...ON_THE_WAY, ...over });
  return [act, text, more];
};

describe('the head of a customer’s page follows the order', () => {
  test.each<[string, Partial<CustomerFacts>, readonly [act: string, text: string, more: string | null]]>([
    ['opened', { phase: 'new', hasInstaller: false }, ['wait', '正在为您安排师傅', null]],
    ['looked for', { phase: 'dispatch', hasInstaller: false }, ['wait', '正在为您安排师傅', null]],
    ['taken', {}, ['wait', '师傅会按约定时间上门', null]],
    ['nobody has it any more', { hasInstaller: false }, ['wait', '正在为您安排师傅', null]],
    ['checked in', { begun: true }, ['wait', '师傅已到，正在服务', '做完后请您核对账单并签字']],
    ['checked in again after a signature', { begun: true, signed: true }, ['wait', '师傅已到，正在服务', null]],
    ['asked for lines', { begun: true, consentAsked: true }, ['consent', '师傅有增项请您确认', null]],
    ['looked at by the company', { phase: 'review', begun: true }, ['wait', '服务已做完，公司正在核对账单', '核对好后请您确认']],
    ['the same, signed at the door', { phase: 'review', signed: true }, ['none', '账单已签字，公司正在复核', null]],
    ['being settled', { phase: 'settle', begun: true }, ['wait', '服务已做完，正在出账单', null]],
    ['billed', { phase: 'closed', billed: true }, ['sign', '服务已完成，请核对账单并签字', null]],
    ['billed and done, not signed', { state: 'done', phase: 'closed', billed: true }, ['sign', '服务已完成，请核对账单并签字', null]],
    ['signed', { phase: 'settle', billed: true, signed: true }, ['none', '账单已签字', null]],
    ['to be rated', { phase: 'closed', billed: true, signed: true, task: '请评价' }, ['rate', '请评价', null]],
    ['done', { state: 'done', phase: 'closed', billed: true, signed: true }, ['none', '服务已完成，感谢您的信任', null]],
    ['a closed door', { phase: 'waiting', inVain: true }, ['wait', '师傅来过，家中无人，需要重新约时间', '客服会与您联系']],
    [
      'a closed door, and the customer may choose',
      { phase: 'waiting', inVain: true, mayChooseSlot: true },
      ['slot', '师傅来过，家中无人，需要重新约时间', '请选新的上门时间，也可以等客服与您联系'],
    ],
    [
      'a closed door, and new hours',
      { phase: 'waiting', inVain: true, mayChooseSlot: true, newSlot: '12月1日 周二 10:00–12:00' },
      ['wait', '新的上门时间已收到：12月1日 周二 10:00–12:00', '客服确认后，师傅会按新时间上门'],
    ],
    ['a part was done', { phase: 'waiting' }, ['wait', '需要再约一次上门', '客服会与您联系']],
    ['suspended', { state: 'suspended' }, ['wait', '工单已暂停', '恢复后客服会告诉您']],
    ['cancelled', { state: 'cancelled', phase: 'working' }, ['none', '工单已取消', null]],
    ['cancelled with a fee', { state: 'cancelled', billed: true, consentAsked: true }, ['none', '工单已取消', null]],
  ])('%s', (_, facts, words) => expect(told(facts)).toEqual(words));

  test('as long as somebody is at work, nobody is told that the visit is to come', () => {
    for (const phase of ['working', 'review', 'settle', 'waiting', 'closed'] as const)
      expect(told({ phase, begun: true })[1]).not.toBe('师傅会按约定时间上门');
  });
});
