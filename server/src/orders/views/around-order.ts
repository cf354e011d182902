import type { AroundOrder, QuestionView } from '@mingdan/shared/contracts/customer-service';
import { addDays, dayOfBound } from '@mingdan/shared/forms/days';
import type { FieldDefinition, FormValues } from '@mingdan/shared/forms/definition';
import { businessDay, DAY_MS } from '@mingdan/shared/kernel/time';
import { fullName } from '@mingdan/shared/region/region';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { readSetting } from '../../platform/settings/company-settings.ts';
import { MOST_CHANGES } from '../domain/customer-slot.ts';
import { faceOf } from '../domain/face.ts';
import { stopKey } from '../domain/progress.ts';
import { CUSTOMER_BILL, CUSTOMER_SERVICE } from '../settings.ts';
import type { Order } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { timelineOf } from '../store/timeline.ts';
import { openWork } from '../usecases/act-on-order.ts';
import { changesByCustomer, mayChangeSlot } from '../usecases/customer-slot.ts';
import type { Work } from '../usecases/drive-flow.ts';
import type { Questions } from '../usecases/questions.ts';
import { slotField } from '../usecases/reschedule.ts';
import { settledBills } from './order-parts.ts';
import type { ViewDeps } from './order-view.ts';

export interface AroundDeps extends ViewDeps {
  readonly questions: Pick<Questions, 'views'>;
  /** A link to a file that is good for some minutes. */
  readonly fileLink: (fileId: string) => string;
}

/** Days shown where the form sets no bound. */
const FAR_DAYS = 30;

/** What stands around a customer's order: who was there, another appointment, questions, pictures, devices, warranty. Little of it before the proof. */
export async function aroundOrder(tx: Tx, deps: AroundDeps, order: Order, proved: boolean): Promise<AroundOrder> {
  const { row } = order;
  const work = await openWork(tx, deps, order);
  const service = (await readSetting(tx, CUSTOMER_SERVICE)).value;
  const bill = (await readSetting(tx, CUSTOMER_BILL)).value;
  const refused = await mayChangeSlot(tx, order, work, proved);
  const events = await timelineOf(tx, row.id);
  const people = await deps.names(tx, [...events.map(({ actor_id }) => actor_id), ...(row.installer_id ? [row.installer_id] : [])]);
  const quote = bill.commission && proved ? await currentQuote(tx, row.id) : undefined;
  const today = businessDay(tx.now);
  // what was said when the order was opened is no result, and neither is a fee
  const worked = row.finished_at !== null && (await settledBills(tx, row.id, [])).some(({ scope }) => scope !== 'fee');
  const doneAt = worked ? row.finished_at : null;
  const field = slotField(work) as Extract<FieldDefinition, { type: 'timeslot' }> | undefined;
  return {
    regionName: fullName(row.region),
    faces: faces(events, people, row.installer_id),
    installer: row.installer_id ? faceOf(people.get(row.installer_id) ?? '', '师傅') : null,
    reschedule: {
      allowed: refused === null,
      why: refused,
      left: Math.max(0, MOST_CHANGES - (await changesByCustomer(tx, row.id))),
      slots: (field?.slots ?? []).map(({ from, to }) => ({ from, to })),
      firstDay: later(field?.min ? dayOfBound(field.min, today) : today, today),
      lastDay: field?.max ? dayOfBound(field.max, today) : addDays(today, FAR_DAYS),
    },
    questions: proved ? (await deps.questions.views(tx, row.id)).map(asMet) : [],
    photos: proved && doneAt !== null ? photosOf(work, deps.fileLink) : [],
    devices: proved && doneAt !== null ? devicesOf(work) : [],
    warranty:
      doneAt !== null && service.warrantyDays > 0 ? { until: doneAt + service.warrantyDays * DAY_MS, note: service.warrantyNote } : null,
    servicePhone: service.servicePhone === '' ? null : service.servicePhone,
    commission: quote?.quote.totals.earn ?? null,
  };
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** Whoever finished a stop; the customer's own acts and those of the system have no face. */
function faces(
  events: Awaited<ReturnType<typeof timelineOf>>,
  people: ReadonlyMap<string, string>,
  installerId: string | null,
): AroundOrder['faces'] {
  const found = new Map<string, AroundOrder['faces'][number]>();
  const entries = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'entered' && event.node !== null) entries.set(event.node, (entries.get(event.node) ?? 0) + 1);
    const name = event.actor_kind === 'person' ? people.get(event.actor_id) : undefined;
    if (event.type !== 'left' || event.node === null || name === undefined) continue;
    const trade = event.actor_id === installerId || event.actor_role === 'installer' ? '师傅' : '客服';
    const stop = stopKey(event.node, entries.get(event.node) ?? 1);
    found.set(stop, { stop, ...faceOf(name, trade) });
  }
  return [...found.values()];
}

/** A question as its customer reads it: whoever answered has the name that stands on the progress too. */
const asMet = (question: QuestionView): QuestionView =>
  question.answer === null ? question : { ...question, answer: { ...question.answer, by: faceOf(question.answer.by, '客服').name } };

/** Pictures that the flow gives to customers: those of the state after the work. */
function photosOf(work: Work, fileLink: (fileId: string) => string): AroundOrder['photos'] {
  return readableBy(work, 'photo').flatMap(({ key, label }) =>
    ((work.values[key] ?? []) as readonly { readonly id: string }[]).map(({ id }) => ({ id, label, url: fileLink(id) })),
  );
}

function devicesOf(work: Work): AroundOrder['devices'] {
  const model = work.template.form.fields.filter(({ key }) => key === 'model');
  return [...readableBy(work, 'serial'), ...model].flatMap(({ key, label }) => texts(work.values, key).map((value) => ({ label, value })));
}

const texts = (values: FormValues, key: string): string[] => {
  const value = values[key];
  return typeof value === 'string' && value !== '' ? [value] : [];
};

/** Fields of a type that some stop of the flow lets customers read. */
function readableBy(work: Work, type: FieldDefinition['type']): FieldDefinition[] {
  const open = work.template.flow.nodes.flatMap((node) => {
    const access = 'form' in node ? (node.form?.access ?? []) : [];
    return access.filter(({ role }) => role === 'customer');
  });
  return work.template.form.fields.filter(
    (field) => field.type === type && open.some(({ fields }) => (fields[field.key] ?? fields['*'] ?? 'hidden') !== 'hidden'),
  );
}
