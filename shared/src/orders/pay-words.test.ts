import { describe, expect, test } from 'vitest';
import { payWords } from './pay-words.ts';

const words = (over: Partial<Parameters<typeof payWords>[0]>) => payWords({ mode: 'installer', left: 12_050, estimated: false, ...over });

describe('how an order is paid', () => {
  test.each([
    ['installer', false, '请付给上门的师傅，现金、扫码都可以，还需付 ¥120.50'],
    ['installer', true, '完工后付给上门的师傅，现金、扫码都可以，按预估还需付 ¥120.50'],
    ['company', false, '由公司收款，不用付给师傅，还需付 ¥120.50'],
    ['company', true, '由公司收款，不用付给师傅，按预估还需付 ¥120.50'],
    ['prepaid', false, '预付之外还需付 ¥120.50，由公司收款'],
    ['prepaid', true, '请在上门前付清，由公司收款，按预估还需付 ¥120.50'],
  ] as const)('%s, estimated %s', (mode, estimated, sentence) => expect(words({ mode, estimated })).toBe(sentence));

  test('nothing is left; money goes back', () => {
    expect(words({ left: 0 })).toBeNull();
    expect(words({ left: -1_000, mode: 'company' })).toBe('多付了 ¥10.00，会退给您');
  });
});
