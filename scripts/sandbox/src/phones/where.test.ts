import { describe, expect, it } from 'vitest';
import { readPoint } from '../../web/points.js';
import { testWorld } from '../test-world.ts';
import { DEFAULT_PAGES, Phones } from './phones.ts';
import { AT_THE_DOOR, PLACES } from './places.ts';
import { phoneView } from './view.ts';

const phonesOf = () => {
  const world = testWorld();
  return { world, phones: new Phones(world, { serverUrl: 'http://127.0.0.1:8080', pages: DEFAULT_PAGES }) };
};

describe('where a phone stands', () => {
  it('at the door of the demo’s customers until it is moved, and each phone by itself', () => {
    const { world, phones } = phonesOf();
    const { latitude, longitude } = AT_THE_DOOR;
    expect(phoneView(world, phones, phones.get('installer'))).toMatchObject({ location: { latitude, longitude }, places: PLACES });
    phones.moveTo('installer', { latitude: 31.23, longitude: 121.47 });
    expect(phones.get('installer').location).toEqual({ latitude: 31.23, longitude: 121.47 });
    expect(phones.get('customer').location).toEqual({ latitude, longitude });
  });

  it.each([
    [91, 0],
    [0, 181],
    [Number.NaN, 0],
  ])('no point: %s, %s', (latitude, longitude) => {
    expect(() => phonesOf().phones.moveTo('installer', { latitude, longitude })).toThrow('degrees');
  });
});

describe('a typed point', () => {
  const point = { latitude: 39.9087, longitude: 116.4805 };
  it.each(['39.9087,116.4805', ' 39.9087， 116.4805 ', '39.9087 116.4805', '116.4805, 39.9087'])('%s is read', (typed) => {
    expect(readPoint(typed)).toEqual(point);
  });
  it.each(['', '39.9087', '北京', '39.9087,116.4805,1', '116.4805,139.9', '39.9087,190'])('%s is none', (typed) => {
    expect(readPoint(typed)).toBeUndefined();
  });
});
