import type { MoneyField } from '@mingdan/shared/contracts/roles';
import type { TaskNode } from '@mingdan/shared/flows/definition';
import { endsInVain } from '@mingdan/shared/flows/ends-visit';
import type { FieldDefinition, FileValue, FormValues, LocationValue, TimeslotValue } from '@mingdan/shared/forms/definition';
import { metresBetween } from '@mingdan/shared/kernel/metres';
import { oddPunch } from '@mingdan/shared/orders/punch';
import type { CustomersApi } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { visibleTotals } from '../domain/bill.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { placeOf } from '../domain/step-place.ts';
import { isMarked, openOddPunches } from '../store/odd-punches.ts';
import { slotOf } from '../store/orders.ts';
import { visitOf, type Work } from './drive-flow.ts';
import { feesOf } from './taking-back.ts';

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
  const isVain = endsInVain(work.template.flow, node.key, outcome);
  for (const { field, punch } of punches) await mark(tx, work, field, punch, { site, isVain: isVain && needs.includes(field.key) });
  if (needs.length > 0) work.proof = proofOf(fields, needs, work.values, site, tx.now);
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

async function mark(
  tx: Tx,
  work: Work,
  field: FieldDefinition,
  punch: LocationValue,
  how: { readonly site: Point; readonly isVain: boolean },
): Promise<void> {
  // the hours as they stood when whoever punched set out: this very step may move them. A phone's clock that runs ahead makes nobody punctual
  const at = Math.min(punch.at, tx.now);
  const odd = oddPunch({ ...punch, at }, { ...how, slot: slotOf(work.row) });
  if (!odd || (await isMarked(tx, work.row.id, field.label, at))) return;
  const row = {
    id: newId(),
    order_id: work.row.id,
    visit_id: (await visitOf(tx, work)).id,
    marked_at: tx.now,
    name: field.label,
    by_id: tx.origin.actor.id,
    at,
    metres: odd.metres,
    slot_date: odd.early?.date ?? null,
    slot_from: odd.early?.from ?? null,
    slot_to: odd.early?.to ?? null,
    verified_at: null,
    verified_by: null,
    rejected: 0,
  };
  await tx.db.insertInto('odd_punch').values(row).execute();
  work.changes.odd_punch = 1;
  work.story.push({ type: 'punch_odd', detail: { punch: row.id, name: field.label, at, ...odd } });
  await tx.audit({ action: 'orders.punch_odd', subject: { type: 'order', id: work.row.id }, after: { punch: row.id, ...odd } });
}

/** What an outcome asked for: how far from the site the punch was and when, and what was written. Null: not known. */
function proofOf(
  fields: readonly FieldDefinition[],
  needs: readonly string[],
  values: FormValues,
  site: Point,
  now: number,
): NonNullable<Work['proof']> {
  const filled = fields.filter(({ key }) => needs.includes(key)).map((field) => ({ field, value: values[field.key] }));
  const punch = filled.find(({ field }) => field.type === 'location')?.value as LocationValue | undefined;
  const words = filled.flatMap(({ field, value }) =>
    (field.type === 'text' || field.type === 'textarea') && !field.personal && typeof value === 'string' ? [withoutPhones(value)] : [],
  );
  return {
    metres: site && punch ? metresBetween(punch, site) : null,
    words: words.join('；'),
    // a phone's clock that runs ahead counts as now
    at: punch ? Math.min(punch.at, now) : null,
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
  /** The visit fee that 不属实 would take back, fen, as far as the reader sees it; null: no money moves. */
  readonly fee: { readonly charge: number | null; readonly earn: number | null } | null;
}

/** The marks of an order that wait for somebody. `nameOf` a person by id; `money` that the reader may see. */
export async function oddPunchViews(
  tx: Tx,
  orderId: string,
  nameOf: (personId: string) => string,
  money: ReadonlySet<MoneyField>,
): Promise<OddPunchView[]> {
  const open = await openOddPunches(tx, orderId);
  const fees = await feesOf(tx, orderId, open);
  return open.map((row) => {
    const fee = fees.get(row.id);
    const totals = fee && visibleTotals(fee.quote, money, null);
    return {
      id: row.id,
      name: row.name,
      by: nameOf(row.by_id),
      at: row.at,
      metres: row.metres,
      early: slotOf(row),
      fee: totals ? { charge: totals.charge, earn: totals.earn } : null,
    };
  });
}
