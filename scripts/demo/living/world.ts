import type { Product } from '../../../server/src/app/compose.ts';
import { dueOf } from '../../../server/src/orders/domain/payment.ts';
import type { WorkOrderTable } from '../../../server/src/orders/store/migrations.ts';
import { type Actor, systemOrigin } from '../../../server/src/platform/actor.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { uploadFile } from '../../../shared/src/contracts/files.ts';
import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import type { FlowState } from '../../../shared/src/flows/state.ts';
import type { FormValues } from '../../../shared/src/forms/definition.ts';
import type { EpochMs } from '../../../shared/src/kernel/time.ts';
import type { DemoCompany } from '../load.ts';
import { type Calls, createCalls } from './calls.ts';
import { photo, signature } from './pictures.ts';
import type { Random } from './random.ts';

/** An order as it stands, for whoever decides what happens to it next. */
export interface OrderNow {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly installerId: string | null;
  readonly slot: { readonly date: string; readonly from: string } | null;
  readonly payMode: WorkOrderTable['pay_mode'];
  /** What the customer has not paid yet, fen. */
  readonly left: number;
  readonly flow: FlowState;
}
export interface OfferNow {
  readonly id: string;
  readonly installerId: string;
  readonly expiresAt: EpochMs;
}

/** Everything that a story reads and the people it acts as. It writes through `calls` only. */
export interface World {
  readonly product: Product;
  readonly calls: Calls;
  readonly random: Random;
  readonly templates: ReadonlyMap<string, TemplateDefinition>;
  readonly now: () => EpochMs;
  /** People by userid. */
  person(userid: string): Actor;
  personById(id: string): Actor;
  order(id: string): Promise<OrderNow>;
  /** The offer that stands. */
  offer(orderId: string): Promise<OfferNow | undefined>;
  upload(kind: 'photo' | 'signature', actor: Actor): Promise<{ readonly id: string; readonly sha256: string }>;
}

export async function openWorld(product: Product, company: Pick<DemoCompany, 'people' | 'templates'>, random: Random): Promise<World> {
  const { uow, clock } = product.ground;
  const { identity, orders } = product.capabilities;
  const system = systemOrigin('demo', newId());
  const calls = createCalls(product);
  const actors = await uow.read(system, async (tx) => {
    const found: [string, Actor][] = [];
    for (const { userid } of company.people) {
      const person = await identity.api.findByUserid(tx, userid);
      const actor = person && (await identity.api.loadActor(tx, person.id));
      if (actor) found.push([userid, actor]);
    }
    return found;
  });
  const byUserid = new Map(actors);
  const byId = new Map(actors.map(([, actor]) => [actor.id, actor]));
  const known = <K>(map: ReadonlyMap<K, Actor>, key: K): Actor => {
    const actor = map.get(key);
    if (!actor) throw new Error(`the demo company has no ${String(key)}`);
    return actor;
  };
  let pictures = 0;

  return {
    product,
    calls,
    random,
    templates: new Map(company.templates.map((template) => [template.code, template])),
    now: () => clock.now(),
    person: (userid) => known(byUserid, userid),
    personById: (id) => known(byId, id),
    async order(id) {
      const row = await uow.read(system, (tx) => orders.api.row(tx, id));
      if (!row) throw new Error(`order ${id} is gone`);
      return {
        id,
        version: row.version,
        state: row.state,
        installerId: row.installer_id,
        payMode: row.pay_mode,
        left: dueOf(row) - row.collected,
        slot: row.slot_date && row.slot_from ? { date: row.slot_date, from: row.slot_from } : null,
        get flow() {
          return JSON.parse(row.flow_state) as FlowState;
        },
      };
    },
    async offer(orderId) {
      const row = await uow.read(system, (tx) =>
        tx.db
          .selectFrom('offer')
          .select(['id', 'installer_id', 'expires_at'])
          .where('order_id', '=', orderId)
          .where('status', '=', 'offered')
          .executeTakeFirst(),
      );
      return row && { id: row.id, installerId: row.installer_id, expiresAt: Number(row.expires_at) as EpochMs };
    },
    async upload(kind, actor) {
      pictures += 1;
      const file = await calls.call(uploadFile, { kind }, actor, kind === 'photo' ? photo(pictures) : signature(pictures));
      return { id: file.id, sha256: file.sha256 };
    },
  };
}

/** Values without those that are empty. */
export const present = (values: Readonly<Record<string, unknown>>): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
