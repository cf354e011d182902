import type { me } from '@mingdan/shared/contracts/auth';
import { meMeta } from '@mingdan/shared/contracts/auth.meta';
import { call } from '../../../lib/api.ts';
import { chosenCustomer } from './customer.ts';

let own: readonly string[] | null = null;

/** Where the reader works, for telling namesakes apart: the customer's city before one's own regions. Empty when nobody says. */
export async function nearRegions(): Promise<readonly string[]> {
  const cities = chosenCustomer()?.sites.map(({ region }) => `${region.slice(0, 4)}00`) ?? [];
  if (cities.length > 0) return cities;
  if (own === null) {
    const reply = await call<typeof me>(meMeta, {});
    if (!reply.ok) return [];
    own = reply.value.scope.regions.filter((code) => code !== '000000');
  }
  return own;
}
