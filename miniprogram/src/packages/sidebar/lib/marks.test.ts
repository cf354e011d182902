import { recognise } from '@mingdan/shared/intake/recognise';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsOf } from './marks.ts';

const NOW = Date.parse('2026-11-22T10:20:00+08:00');
const runs = (message: string) => runsOf(message, recognise(message, { now: NOW }));

describe('a message with its marks', () => {
  it('shows each field where it stands, and which are unsure', () => {
    expect(runs('晴天 138 0013 8000 西湖区文三路478号').map(({ text, field, doubt }) => [text, field, doubt])).toEqual([
      ['晴天', 'name', 'guessed'],
      [' ', null, null],
      ['138 0013 8000', 'phone', null],
      [' ', null, null],
      ['西湖区', 'region', 'ambiguous'],
      ['文三路478号', 'address', null],
    ]);
  });

  it('shows every word of a device: kind, brand and size', () => {
    expect(
      runs('格力的空调，3匹，要安装')
        .filter(({ field }) => field === 'device')
        .map(({ text }) => text),
    ).toEqual(['格力', '空调', '3匹']);
  });

  it('loses and adds nothing, whatever the message', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (message) => {
        expect(
          runs(message)
            .map(({ text }) => text)
            .join(''),
        ).toBe(message);
      }),
    );
  });
});
