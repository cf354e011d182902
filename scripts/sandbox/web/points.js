// @ts-check

/** @typedef {{ latitude: number, longitude: number }} Point */

/** How a point is written: latitude first, as people type it. @param {Point} point */
export const written = ({ latitude, longitude }) => `${+latitude.toFixed(5)}, ${+longitude.toFixed(5)}`;

/**
 * The point that was typed, `39.9087,116.4805` with a comma of either width or a blank between; undefined for anything else. Degrees beyond 90 are a longitude,
 * so that a pair that was copied the other way round is taken, too.
 *
 * @param {string} typed
 * @returns {Point | undefined}
 */
export function readPoint(typed) {
  const found = /^\s*(-?\d{1,3}(?:\.\d+)?)[\s,，]+(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(typed);
  if (!found) return undefined;
  const [first, second] = [Number(found[1]), Number(found[2])];
  const [latitude, longitude] = Math.abs(first) > 90 ? [second, first] : [first, second];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}
