/** A place on earth: degrees WGS-84, as sites keep it. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Which way of counting degrees a map uses. 高德, 腾讯, WeChat and Apple's map in China: gcj02; 百度: bd09; satellites and we: wgs84. */
export type Datum = 'wgs84' | 'gcj02' | 'bd09';

const NUMBER = '(-?\\d{1,3}\\.\\d{2,12})';
const PAIR = `${NUMBER}\\s{0,3}(?:,|%2[Cc]|，|\\s)\\s{0,3}${NUMBER}`;
/** Addresses of maps, with the order of their figures. */
const LINKS: readonly { readonly host: RegExp; readonly pair: RegExp; readonly lngFirst: boolean; readonly datum: Datum }[] = [
  { host: /amap\.com|gaode\.com/i, pair: new RegExp(`(?:position|location|dest|q|p)=${PAIR}`), lngFirst: true, datum: 'gcj02' },
  {
    host: /map\.qq\.com|qq\.com\/map/i,
    pair: new RegExp(`(?:coord:|coord%3A|marker=|location=|center=|to=)${PAIR}`, 'i'),
    lngFirst: false,
    datum: 'gcj02',
  },
  {
    host: /map\.baidu\.com|baidu\.com/i,
    pair: new RegExp(`(?:location|latlng|center)=(?:latlng:)?${PAIR}`, 'i'),
    lngFirst: false,
    datum: 'bd09',
  },
  { host: /maps\.apple\.com/i, pair: new RegExp(`(?:ll|q|daddr|coordinate)=${PAIR}`), lngFirst: false, datum: 'gcj02' },
];
const MOST = 2_000;

/**
 * The place that a pasted text points at: a link of a map's app, or plain figures 「39.9087,116.4805」 (either way round; taken for what Chinese maps
 * show). Null when it points at none, or outside of where we go.
 */
export function pointIn(given: string): Point | null {
  const text = given.slice(0, MOST);
  const link = LINKS.find(({ host }) => host.test(text));
  const match = (link?.pair ?? new RegExp(PAIR)).exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  // latitudes of China end at 54, longitudes begin at 73: plain figures say themselves which is which
  const lngFirst = link ? link.lngFirst : first > 60;
  const point = lngFirst ? { lat: second, lng: first } : { lat: first, lng: second };
  if (point.lat < 3 || point.lat > 54 || point.lng < 73 || point.lng > 136) return null;
  return toWgs84(point, link?.datum ?? 'gcj02');
}

const AXIS = 6_378_245;
const ECCENTRICITY = 0.006693421622965943;

/** How far the shifted grid of Chinese maps lies from the true place, in degrees. */
function shift({ lat, lng }: Point): Point {
  const [x, y] = [lng - 105, lat - 35];
  const waves = (v: number) => ((20 * Math.sin(6 * v * Math.PI) + 20 * Math.sin(2 * v * Math.PI)) * 2) / 3;
  let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + waves(x);
  north += ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3;
  north += ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + waves(x);
  east += ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3;
  east += ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  const rad = (lat / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY * Math.sin(rad) ** 2;
  return {
    lat: (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / (magic * Math.sqrt(magic))) * Math.PI),
    lng: (east * 180) / ((AXIS / Math.sqrt(magic)) * Math.cos(rad) * Math.PI),
  };
}

/** Six decimals are a tenth of a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** A place of a map as satellites would say it, within a metre. */
export function toWgs84(point: Point, datum: Datum): Point {
  if (datum === 'wgs84') return { lat: round(point.lat), lng: round(point.lng) };
  const shifted = datum === 'bd09' ? fromBaidu(point) : point;
  let truth = shifted;
  // the shift is known from the true place only: three steps come closer than a metre
  for (let step = 0; step < 3; step += 1) {
    const off = shift(truth);
    truth = { lat: shifted.lat - off.lat, lng: shifted.lng - off.lng };
  }
  return { lat: round(truth.lat), lng: round(truth.lng) };
}

function fromBaidu({ lat, lng }: Point): Point {
  const [x, y] = [lng - 0.0065, lat - 0.006];
  const turn = (Math.PI * 3000) / 180;
  const radius = Math.sqrt(x * x + y * y) - 0.00002 * Math.sin(y * turn);
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * turn);
  return { lat: radius * Math.sin(angle), lng: radius * Math.cos(angle) };
}

/** The other way, for maps that take the shifted grid. */
export function toGcj02(point: Point): Point {
  const off = shift(point);
  return { lat: round(point.lat + off.lat), lng: round(point.lng + off.lng) };
}
