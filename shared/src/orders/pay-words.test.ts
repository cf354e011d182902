import { describe, expect, test } from 'vitest';
import { cancelledWords, leftOutWords, owedWords, payWords, restingWords, unverifiedWords } from './pay-words.ts';

const words = (over: Partial<Parameters<typeof payWords>[0]>) => payWords({ mode: 'installer', left: 12_050, estimated: false, ...over });

describe('how an order is paid', () => {
  test.each([
    ['installer', false, '请付给上门的师傅，现金、扫码都可以，还需付 ¥120.50'],
    ['installer', true, '完工后付给上门的师傅，现金、扫码都可以，按预估还需付 ¥120.50'],
    ['company', false, '还需付 ¥120.50，客服会把收款方式发给您，不用付给师傅'],
    ['company', true, '由公司收款，不用付给师傅，按预估还需付 ¥120.50'],
    ['prepaid', false, '预付之外还需付 ¥120.50，客服会把收款方式发给您，不用付给师傅'],
    ['prepaid', true, '请在上门前付清，由公司收款，按预估还需付 ¥120.50'],
  ] as const)('%s, estimated %s', (mode, estimated, sentence) => expect(words({ mode, estimated })).toBe(sentence));

  test('while a punch is looked into nobody sends a way to pay, and the words promise none for now', () => {
    const later = '还需付 ¥120.50，公司核对后会把收款方式发给您，不用付给师傅';
    expect(words({ mode: 'company', held: true })).toBe(later);
    expect(words({ mode: 'prepaid', held: true })).toBe(later);
    expect(words({ mode: 'installer', held: true })).toBe(words({ mode: 'installer' }));
    expect(words({ mode: 'company', estimated: true, held: true })).toBe(words({ mode: 'company', estimated: true }));
  });

  test('nothing is left; money goes back', () => {
    expect(words({ left: 0 })).toBeNull();
    expect(words({ left: -1_000, mode: 'company' })).toBe('多付了 ¥10.00，会退给您');
  });
});

test.each([
  [0, 0, '不收任何费用'],
  [5_000, 5_000, '还需付 ¥50.00，客服会与您联系'],
  [5_000, 0, '费用 ¥50.00 已付清'],
  [0, -20_000, '多付了 ¥200.00，会退给您'],
  [5_000, -15_000, '多付了 ¥150.00，会退给您'],
])('a cancelled order that comes to %i fen, %i left: %s', (due, left, words) =>
  expect(cancelledWords({ due, left, unverified: 0 })).toBe(words),
);

test('a fee that the company looks into is not asked for: neither free nor to be paid', () => {
  expect(cancelledWords({ due: 0, left: 0, unverified: 5_000 })).toBe('待核实金额 ¥50.00 暂不需要支付');
  expect(unverifiedWords({ unverified: 5_000 })).toBe('待核实金额 ¥50.00 暂不需要支付');
  expect(unverifiedWords({ unverified: 0 })).toBeNull();
});

describe('what is left to pay, for the head of the page', () => {
  const owed = (over: Partial<Parameters<typeof owedWords>[0]>) => owedWords({ mode: 'company', left: 12_050, estimated: false, ...over });

  test('is told once the work is billed', () => {
    expect(owed({})).toBe('还需付 ¥120.50，客服会把收款方式发给您，不用付给师傅');
    expect(owed({ mode: 'prepaid' })).toMatch(/^预付之外还需付 ¥120\.50/);
    expect(owed({ mode: 'installer' })).toBe('请付给上门的师傅，现金、扫码都可以，还需付 ¥120.50');
    // what is prepaid is asked for before the visit
    expect(owed({ mode: 'prepaid', estimated: true })).toMatch(/^请在上门前付清/);
  });

  test.each([
    ['paid', { left: 0 }],
    ['more was paid', { left: -1 }],
    ['an estimate', { estimated: true }],
  ])('nothing: %s', (_what, over) => expect(owed(over)).toBeNull());
});

test('while an objection waits for its answer nothing is to be paid', () => {
  expect(restingWords({ mode: 'company', left: 81_240, estimated: false })).toBe('还有 ¥812.40 未付，先不用付：客服答复您的异议后再付');
  expect(restingWords({ mode: 'company', left: 0, estimated: false })).toBeNull();
  expect(restingWords({ mode: 'company', left: 81_240, estimated: true })).toBeNull();
});

test('what the amount due leaves out is said: the fee that is looked into, and only those extra lines that wait', () => {
  const consents = [
    { status: 'asked', charge: 25_500 },
    { status: 'agreed', charge: 10_000 },
    { status: 'asked', charge: null },
  ] as const;
  expect(leftOutWords({ unverified: 6_500 }, consents)).toEqual([
    '不含待核实的上门费 ¥65.00，公司核实前不收',
    '不含待客户同意的增项 ¥255.00',
  ]);
  expect(leftOutWords({ unverified: 0 }, consents.slice(1, 2))).toEqual([]);
});
