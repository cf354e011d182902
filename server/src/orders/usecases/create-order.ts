import { randomInt } from 'node:crypto';
import type { FlowState } from '@mingdan/shared/flows/state';
import { startFlow } from '@mingdan/shared/flows/step';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { REGION_REVISION } from '@mingdan/shared/region/region';
import type { CustomersApi } from '../../customers/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { PricingApi } from '../../pricing/index.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { orderNumber } from '../domain/order-number.ts';
import { ownContact } from '../domain/own-contact.ts';
import { orderCreated } from '../events.ts';
import { claimDraft } from '../store/drafts.ts';
import type { VisitTable, WorkOrderTable } from '../store/migrations.ts';
import type { OrderStore } from '../store/orders.ts';
import { attachFiles, type KeepFile } from './attach-files.ts';
import { type DraftInput, readDraft } from './draft.ts';
import { applyStep, flowContext, type Work } from './drive-flow.ts';
import type { OrderMoney } from './money.ts';

/** The outlet that serves a region, with the word that price books have for its cooperation; no id where none serves it. Identity fills it. */
export type OutletOfRegion = (tx: Tx, region: string) => Promise<{ readonly id: string | null; readonly cooperation: string }>;

export interface CreateOrderDeps {
  readonly uow: UnitOfWork;
  readonly templates: TemplatesApi;
  readonly customers: CustomersApi;
  readonly pricing: PricingApi;
  readonly money: OrderMoney;
  readonly store: OrderStore;
  readonly outletOfRegion: OutletOfRegion;
  readonly keepFile: KeepFile;
}

/** What an order is opened from. */
export interface Opening extends DraftInput {
  readonly source: 'sidebar' | 'console' | 'qr';
  readonly payMode: WorkOrderTable['pay_mode'];
  /** Whose the form's name and number are: this order's alone, or the customer's from now on. */
  readonly contact: 'order' | 'customer';
}

/** The first order of a return visit 返修, and why the customer calls again. */
export interface ReturnOf {
  readonly orderId: string;
  readonly number: string;
  readonly reason: string;
  readonly warranty: boolean;
}

/** Opens an order on request: a form that became an order before is that order. */
export function createCreateOrder(deps: CreateOrderDeps) {
  const open = createOpening(deps);
  return (input: Opening & { draftId?: string | undefined }, origin: Origin) =>
    deps.uow.run(origin, async (tx) => {
      const id = newId();
      const before = input.draftId === undefined ? undefined : await claimDraft(tx, input.draftId, id);
      if (before) return ok({ ...before, already: true });
      const inUse = await checkInUse(tx, deps.templates, input);
      if (!inUse.ok) return inUse;
      const opened = await open(tx, id, input, null);
      return opened.ok ? ok({ ...opened.value, already: false }) : opened;
    });
}

/** Opens an order: checks the form, pins template, book and region table, quotes the plan, starts the flow. All of it or nothing. */
export function createOpening(deps: CreateOrderDeps) {
  return async (tx: Tx, id: string, input: Opening, returnOf: ReturnOf | null) => {
    const { origin } = tx;
    const drafted = await readDraft(tx, deps, input, true);
    if (!drafted.ok) return drafted;
    const { template, customer, values, read, priceAt, pin } = drafted.value;

    const untied = await attachFiles(tx, deps.keepFile, template.form, input.values, id);
    if (untied.length > 0) return refuse('orders.form_invalid', { fields: untied });
    const { address } = read;
    const point = address.lat !== undefined && address.lng !== undefined ? { lat: address.lat, lng: address.lng } : null;
    const { id: outletId, cooperation } = await deps.outletOfRegion(tx, address.region);
    const siteId = await deps.customers.saveSite(tx, customer.id, { region: address.region, text: address.text, point, outletId });
    const isOfCustomer = input.contact === 'customer';
    const told = { name: isOfCustomer ? read.contactName : null, phone: isOfCustomer || customer.phone === null ? read.phone : null };
    await deps.customers.saveContact(tx, customer, told, id);
    const own = ownContact({ name: told.name ?? customer.name, phone: told.phone ?? customer.phone }, read);
    if (own) await deps.store.contacts.insert(tx, id, own);

    const row: WorkOrderTable = {
      id,
      // drawn when the row is written
      number: '',
      customer_id: customer.id,
      site_id: siteId,
      template_code: template.code,
      template_version: template.version,
      template_name: template.name,
      book_code: pin.code,
      book_version: pin.version,
      region_revision: REGION_REVISION,
      state: 'open',
      settlement_state: 'estimated',
      phase: 'new',
      begun_at: null,
      disputed: 0,
      odd_punch: 0,
      node_name: '',
      urgency: input.urgency,
      source: input.source,
      region: address.region,
      outlet_id: outletId,
      installer_id: null,
      slot_date: read.slot?.date ?? null,
      slot_from: read.slot?.from ?? null,
      slot_to: read.slot?.to ?? null,
      price_at: priceAt,
      distance_km: null,
      charge: null,
      pay_mode: input.payMode,
      collected: 0,
      waived: 0,
      pay_told: null,
      return_of: returnOf?.orderId ?? null,
      return_reason: returnOf?.reason ?? null,
      warranty: returnOf?.warranty ? 1 : 0,
      flow_state: '',
      values_enc: '',
      created_by: origin.actor.id,
      created_at: tx.now,
      updated_at: tx.now,
      finished_at: null,
      closed_at: null,
      version: 1,
    };
    const visit: VisitTable = {
      id: newId(),
      order_id: id,
      seq: 1,
      installer_id: null,
      crew: '[]',
      distance_km: null,
      assigned_at: null,
      finished_at: null,
      agreed: JSON.stringify(read.lines),
      scope: null,
      created_at: tx.now,
    };
    await tx.db.insertInto('visit').values(visit).execute();

    const work: Work = {
      row,
      template,
      customerLevel: customer.level,
      cooperation,
      // the start of the flow gives it its first state
      state: undefined as unknown as FlowState,
      values,
      changes: {},
      story: [
        { type: 'created', detail: { source: input.source } },
        ...(returnOf
          ? [{ type: 'return_of', detail: { number: returnOf.number, reason: returnOf.reason, warranty: returnOf.warranty } }]
          : []),
      ],
      visit,
    };
    const quoted = await deps.money.actions.quote(tx, work);
    if (!quoted.ok) return quoted;

    const { roles } = origin.actor;
    const started = await applyStep(
      tx,
      work,
      startFlow(template.flow, { actor: { id: origin.actor.id, roles }, channel: input.source }, flowContext(tx, work)),
      deps.money.actions,
    );
    if (!started.ok)
      return started.code === 'pricing.not_priceable'
        ? refuse('pricing.not_priceable', started.detail ? { detail: started.detail } : {})
        : refuse('orders.event_refused', started.detail ? { detail: started.detail } : {});

    const number = await deps.store.insert(tx, work, () =>
      orderNumber(
        tx.now,
        Array.from({ length: 5 }, () => randomInt(32)),
      ),
    );
    await tx.audit({
      action: 'orders.created',
      subject: { type: 'order', id },
      after: {
        number,
        template: `${template.code}@${template.version}`,
        book: `${pin.code}@${pin.version}`,
        region: row.region,
        charge: work.changes.charge ?? null,
        contact: input.contact,
      },
    });
    await tx.outbox.append(orderCreated, { orderId: id });
    return ok({ id, number, version: 1 });
  };
}

/** Refuses a version that was replaced or withdrawn while the form was open. One that never was is for {@link readDraft} to say. */
async function checkInUse(
  tx: Tx,
  templates: TemplatesApi,
  { templateCode, templateVersion }: DraftInput,
): Promise<Result<null, 'templates.superseded' | 'templates.withdrawn'>> {
  const current = await templates.currentVersion(tx, templateCode);
  if (current === templateVersion || !(await templates.load(tx, templateCode, templateVersion))) return ok(null);
  return current === null ? refuse('templates.withdrawn') : refuse('templates.superseded', { detail: { current } });
}
