import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Point, pointIn, toGcj02, toWgs84 } from './point.ts';

/** 天安门 by satellite and on the maps of 高德 and 百度. */
const TRUTH = { lat: 39.90734, lng: 116.391269 };
const metres = (a: Point, b: Point) => Math.hypot((a.lat - b.lat) * 111_000, (a.lng - b.lng) * 111_000 * Math.cos((a.lat / 180) * Math.PI));

describe('a place in a pasted text', () => {
  it.each([
    'https://uri.amap.com/marker?position=116.397512,39.908744&name=x',
    'https://apis.map.qq.com/uri/v1/marker?marker=coord:39.908744,116.397512;title:x',
    'https://maps.apple.com/?ll=39.908744,116.397512&q=x',
    'http://api.map.baidu.com/marker?location=39.915094,116.403899&title=x',
    '39.908744,116.397512',
    '定位：116.397512, 39.908744 谢谢',
    '39.908744，116.397512',
  ])('%s', (text) => {
    const found = pointIn(text);
    expect(found).not.toBeNull();
    expect(metres(found!, TRUTH)).toBeLessThan(40);
  });

  it.each([
    '',
    '建国路88号',
    '13800138000',
    '1.5,2.5',
    '51.5074,-0.1278',
    'https://amap.com/',
    '3.14',
    '价格 39.90 116.39元'.replace('.39', ''),
  ])('none: %s', (text) => expect(pointIn(text)).toBeNull());

  it('there and back is the same place within a metre', () => {
    const china = fc.record({ lat: fc.double({ min: 18, max: 53, noNaN: true }), lng: fc.double({ min: 75, max: 134, noNaN: true }) });
    fc.assert(fc.property(china, (point) => metres(toWgs84(toGcj02(point), 'gcj02'), point) < 1));
  });

  it('throws at nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => pointIn(text) === null || pointIn(text)!.lat > 0));
  });
});
