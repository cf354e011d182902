import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutStamp, stampWords } from './watermark.ts';

const AT = Date.parse('2026-11-22T14:05:09+08:00');
const stamp = {
  number: 'MD2611220ABCDX',
  who: '李建国',
  place: '上海市浦东新区张江路 368 弄 12 号',
  site: { lat: 31.2011, lng: 121.5901 },
};
/** Chinese is as wide as it is high, the rest about half. */
const measure = (text: string, px: number) => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? px : px * 0.55), 0);

describe('the words', () => {
  it('say when to the second, where, how far from the site, which order and who', () => {
    expect(stampWords(stamp, AT, { lat: 31.2018, lng: 121.5901, accuracy: 12, at: AT })).toEqual([
      '2026-11-22 14:05:09',
      '上海市浦东新区张江路 368 弄 12 号',
      '定位 31.20180, 121.59010 ±12 米 距工单地址 78 米',
      'MD2611220ABCDX · 李建国',
    ]);
  });

  it('say so when the phone did not tell where it is', () => {
    expect(stampWords(stamp, AT, null)[2]).toBe('未取得定位');
  });

  it('tell kilometres from a thousand metres on', () => {
    expect(stampWords(stamp, AT, { lat: 31.3, lng: 121.5901, accuracy: 5, at: AT })[2]).toContain('距工单地址 11.0 公里');
  });
});

describe('the band', () => {
  it('keeps every word inside of the picture, whatever its size and the length of the words', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 4096 }),
        fc.integer({ min: 60, max: 4096 }),
        fc.array(fc.string({ maxLength: 200, unit: fc.constantFrom('工', '单', 'A', '1', ' ') }), { minLength: 1, maxLength: 5 }),
        (width, height, words) => {
          const { band, rows, fontPx } = layoutStamp(width, height, words, measure);
          expect(band.y).toBeGreaterThanOrEqual(0);
          expect(band.y + band.height).toBe(height);
          for (const { text, x, y } of rows) {
            expect(x + measure(text, fontPx)).toBeLessThanOrEqual(width);
            expect(y).toBeGreaterThan(band.y);
            expect(y).toBeLessThanOrEqual(height);
          }
        },
      ),
    );
  });

  it('covers little of a picture with usual words', () => {
    const { band } = layoutStamp(2048, 1536, stampWords(stamp, AT, null), measure);
    expect(band.height / 1536).toBeLessThan(0.25);
  });
});
