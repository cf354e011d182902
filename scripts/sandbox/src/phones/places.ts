/** A point in degrees, as a phone reports it: WGS-84. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** A place that can be chosen for a phone. */
export interface Place extends Point {
  id: string;
  name: string;
  /** What to expect of it. */
  detail: string;
}

/** The door of the demo's customers (建国路 88 号), whose orders of the first days all lie around it. A phone stands here until somebody moves it. */
export const AT_THE_DOOR: Place = {
  id: 'door',
  name: '客户家门口',
  detail: '建国路 88 号一带，演示客户都在附近',
  latitude: 39.9087,
  longitude: 116.4805,
};

/** Places to choose from; any other can be typed. */
export const PLACES: readonly Place[] = [
  AT_THE_DOOR,
  { id: 'office', name: '公司', detail: '离客户家 3 公里多，在这里打卡会被提醒', latitude: 39.9219, longitude: 116.4437 },
];

/** True for a point on the globe. */
export const isPoint = (latitude: unknown, longitude: unknown): boolean =>
  typeof latitude === 'number' && Math.abs(latitude) <= 90 && typeof longitude === 'number' && Math.abs(longitude) <= 180;
