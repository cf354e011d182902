import type { TaskNode } from '@mingdan/shared/flows/definition';
import type { FieldDefinition, FileValue, FormValues, LocationValue, TimeslotValue } from '@mingdan/shared/forms/definition';
import { metresBetween } from '@mingdan/shared/kernel/metres';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { oddPunch } from '@mingdan/shared/orders/punch';
import type { CustomersApi } from '../../customers/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { placeOf } from '../domain/step-place.ts';
import { isMarked, openOddPunches, storeVerified } from '../store/odd-punches.ts';
import { type OrderStore, slotOf } from '../store/orders.ts';
import { tell } from '../store/timeline.ts';
import type { Work } from './drive-flow.ts';

/** A step as it was sent. */
export interface SentStep {
  readonly node: TaskNode;
  readonly outcome: string;
  readonly sent: FormValues;
}

/** A point of the map; null: not known. */
type Point = { readonly lat: number; readonly lng: number } | null;

/**
 * What a step leaves for the history: the proof of its outcome, its pictures, which a later visit's take the place of in the form, and a mark for each punch 打卡 far from the address or well before its hours. A punch that
 * comes again with a later step is marked once.
 */
export async function notePunches(tx: Tx, deps: { readonly customers: CustomersApi }, work: Work, step: SentStep): Promise<void> {
  const { node, outcome, sent } = step;
  const fields = work.template.form.fields;
  const needs = node.needs?.[outcome] ?? [];
  const punches = fields.flatMap((field) => {
    const punch = field.type === 'location' && field.key in sent ? (work.values[field.key] as LocationValue | undefined) : undefined;
    return punch ? [{ field, punch }] : [];
  });
  const site = punches.length > 0 ? await siteOf(tx, deps, work, node) : null;
  for (const { field, punch } of punches) await mark(tx, work, field, punch, site);
  if (needs.length > 0) work.proof = proofOf(fields, needs, work.values, site);
  work.photos = fields.flatMap(({ key, type }) => {
    const files = type === 'photo' && key in sent ? (work.values[key] as readonly FileValue[] | undefined) : undefined;
    return files && files.length > 0 ? [{ field: key, ids: files.map(({ id }) => id) }] : [];
  });
}

/** A step elsewhere, the old home of a removal, is not measured against the order's address. */
async function siteOf(tx: Tx, { customers }: { readonly customers: CustomersApi }, work: Work, node: TaskNode): Promise<Point> {
  if (placeOf(node, work.values, null) !== null) return null;
  return (await customers.loadSites(tx, [work.row.site_id])).get(work.row.site_id)?.point ?? null;
}

async function mark(tx: Tx, work: Work, field: FieldDefinition, punch: LocationValue, site: Point): Promise<void> {
  // the hours as they stood when whoever punched set out: this very step may move them. A phone's clock that runs ahead makes nobody punctual
  const at = Math.min(punch.at, tx.now);
  const odd = oddPunch({ ...punch, at }, { site, slot: slotOf(work.row) });
  if (!odd || (await isMarked(tx, work.row.id, field.label, at))) return;
  const row = {
    id: newId(),
    order_id: work.row.id,
    name: field.label,
    by_id: tx.origin.actor.id,
    at,
    metres: odd.metres,
    slot_date: odd.early?.date ?? null,
    slot_from: odd.early?.from ?? null,
    slot_to: odd.early?.to ?? null,
    verified_at: null,
    verified_by: null,
  };
  await tx.db.insertInto('odd_punch').values(row).execute();
  work.changes.odd_punch = 1;
  work.story.push({ type: 'punch_odd', detail: { punch: row.id, name: field.label, at, ...odd } });
  await tx.audit({ action: 'orders.punch_odd', subject: { type: 'order', id: work.row.id }, after: { punch: row.id, ...odd } });
}

/** What an outcome asked for: how far from the site the punch was, and what was written. Null: not known. */
function proofOf(
  fields: readonly FieldDefinition[],
  needs: readonly string[],
  values: FormValues,
  site: Point,
): NonNullable<Work['proof']> {
  const filled = fields.filter(({ key }) => needs.includes(key)).map((field) => ({ field, value: values[field.key] }));
  const punch = filled.find(({ field }) => field.type === 'location')?.value as LocationValue | undefined;
  const words = filled.flatMap(({ field, value }) =>
    (field.type === 'text' || field.type === 'textarea') && !field.personal && typeof value === 'string' ? [withoutPhones(value)] : [],
  );
  return {
    metres: site && punch ? metresBetween(punch, site) : null,
    words: words.join('；'),
  };
}

/** A mark as staff read it. */
export interface OddPunchView {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly at: number;
  readonly metres: number | null;
  readonly early: TimeslotValue | null;
}

/** The marks of an order that wait for somebody. `names` by person id. */
export async function oddPunchViews(tx: Tx, orderId: string, nameOf: (personId: string) => string): Promise<OddPunchView[]> {
  return (await openOddPunches(tx, orderId)).map((row) => ({
    id: row.id,
    name: row.name,
    by: nameOf(row.by_id),
    at: row.at,
    metres: row.metres,
    early: slotOf(row),
  }));
}

/** 已核实: somebody of the company has looked into one and says what it was; the mark ends with the last of them. */
export function createVerifyPunch({ uow, store }: { readonly uow: UnitOfWork; readonly store: OrderStore }) {
  return (
    input: { orderId: string; punchId: string; word: string },
    origin: Origin,
  ): Promise<Result<{ left: number }, 'orders.not_found' | 'orders.punch_not_found'>> =>
    uow.run(origin, async (tx) => {
      const order = await store.lockSeen(tx, input.orderId);
      if (!order) return refuse('orders.not_found');
      const open = await openOddPunches(tx, order.row.id);
      const punch = open.find(({ id }) => id === input.punchId);
      if (!punch) return refuse('orders.punch_not_found');
      const word = withoutPhones(input.word);
      await storeVerified(tx, order.row.id, punch.id);
      await tell(tx, order.row.id, [{ type: 'punch_verified', detail: { punch: punch.id, name: punch.name, word } }]);
      await tx.audit({
        action: 'orders.punch_verified',
        subject: { type: 'order', id: order.row.id },
        after: { punch: punch.id },
        reason: word,
      });
      return ok({ left: open.length - 1 });
    });
}
