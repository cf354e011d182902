const EARTH_M = 6_371_000;

/** Metres between two places, as the crow flies. */
export function metresBetween(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const half = Math.sin(rad(b.lat - a.lat) / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lng - a.lng) / 2) ** 2;
  return Math.round(2 * EARTH_M * Math.asin(Math.sqrt(Math.min(1, half))));
}

/** A distance as people read it, everywhere: `759 米`, and `3.2 公里` from a thousand metres on. */
export function metresText(metres: number): string {
  const whole = Math.round(metres);
  return whole < 1000 ? `${whole} 米` : `${(metres / 1000).toFixed(1)} 公里`;
}

/** The same for kilometres, in decimal text as an order's distance is kept. */
export function kmText(km: string | number): string {
  return metresText(Number(km) * 1000);
}
