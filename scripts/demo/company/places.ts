import { regionOf } from '../../../shared/src/region/region.ts';
import { readRows } from '../data.ts';

/** Where customers live and installers set out from. */
export interface Place {
  /** County code, or that of a city without counties. */
  readonly region: string;
  /** WGS-84 degrees, about the centre. */
  readonly lat: number;
  readonly lng: number;
  /** How many orders come from here, relative to the others. */
  readonly weight: number;
  /** Customers live within half of so many degrees of the point; absent: all over the county. */
  readonly spread?: number;
}

/** `data/places.tsv`. @throws Error for a code that no place has */
export function readPlaces(): readonly Place[] {
  return readRows('places.tsv', 4).map(([region, lat, lng, weight]) => {
    if (!regionOf(region!)) throw new Error(`places.tsv: no place has the code ${region}`);
    return { region: region!, lat: Number(lat), lng: Number(lng), weight: Number(weight) };
  });
}
