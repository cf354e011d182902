import type { SelectQueryBuilder } from 'kysely';
import { reachOf, regionPrefix } from '../../identity/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Database } from '../../platform/db/schema.ts';

/**
 * Narrows a query to the customers whom the policy lets the actor reach: by region those with a site there, and those without any site yet, whom
 * somebody has just met; by outlet those with a site that the outlet serves.
 */
export function withinReach<O>(
  query: SelectQueryBuilder<Database, 'customer', O>,
  actor: Actor,
): SelectQueryBuilder<Database, 'customer', O> {
  if (actor.kind === 'system') return query;
  const reach = reachOf(actor, 'customers:read');
  const { regions, outletId } = actor.scope;
  if (reach.includes('all') || (reach.includes('region') && regions.includes('000000'))) return query;
  return query.where((eb) => {
    const sites = eb.selectFrom('site').select('site.customer_id').whereRef('site.customer_id', '=', 'customer.id');
    return eb.or([
      // an actor without any reach sees nobody
      eb('customer.id', '=', ''),
      ...(reach.includes('region')
        ? [eb.not(eb.exists(sites)), ...regions.map((code) => eb.exists(sites.where('site.region', 'like', `${regionPrefix(code)}%`)))]
        : []),
      ...(reach.includes('outlet') && outletId ? [eb.exists(sites.where('site.outlet_id', '=', outletId))] : []),
    ]);
  });
}
