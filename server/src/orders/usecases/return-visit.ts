import type { FormValues } from '@mingdan/shared/forms/definition';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import { newId } from '../../platform/ids.ts';
import { withoutPhones } from '../domain/reasons.ts';
import { currentQuote } from '../store/quotes.ts';
import { tell } from '../store/timeline.ts';
import { openWork } from './act-on-order.ts';
import { type CreateOrderDeps, createOpening } from './create-order.ts';

interface ReturnInput {
  readonly orderId: string;
  readonly reason: string;
  readonly warranty: boolean;
  readonly urgency: 'normal' | 'urgent';
  readonly source: 'sidebar' | 'console';
  readonly values: FormValues;
}

/** What belongs to the first visit alone: the return visit has its own. */
const NOT_TAKEN_OVER: readonly string[] = ['timeslot', 'service-lines', 'part-lines', 'photo', 'signature', 'location', 'rating'];

/** Return visits 返修: a new order from a finished one, linked both ways. */
export function createReturnVisits(deps: CreateOrderDeps) {
  const open = createOpening(deps);
  return {
    /** Opens it with the first order's answers and what the caller says anew. Within warranty 质保 the price book must leave nothing to pay. */
    openReturn: (input: ReturnInput, origin: Origin) =>
      deps.uow.run(origin, async (tx) => {
        const first = await deps.store.lockSeen(tx, input.orderId);
        if (!first) return refuse('orders.not_found');
        const { row } = first;
        if (row.finished_at === null || row.state === 'cancelled') return refuse('orders.not_finished');
        const version = await deps.templates.currentVersion(tx, row.template_code);
        const template = version === null ? undefined : await deps.templates.load(tx, row.template_code, version);
        if (!template) return refuse('templates.not_found');
        const services = template.form.fields.find(({ type }) => type === 'service-lines')?.key;
        if (services && !Array.isArray(input.values[services]))
          return refuse('orders.form_invalid', {
            fields: [{ path: `values.${services}`, code: 'orders.lines_missing', message: '请选择返修项目' }],
          });

        const before = (await openWork(tx, deps, first)).template;
        const start = template.flow.nodes.find(({ kind }) => kind === 'start');
        const askedAtStart = (key: string) =>
          start?.kind !== 'start' || !start.form?.access
            ? true
            : start.form.access.some((entry) => origin.actor.roles.some((role) => role === entry.role) && entry.fields[key] === 'edit');
        const kept = template.form.fields.filter(
          ({ key, type }) =>
            !NOT_TAKEN_OVER.includes(type) &&
            askedAtStart(key) &&
            first.values[key] !== undefined &&
            before.form.fields.some((field) => field.key === key && field.type === type),
        );
        const parts = Object.fromEntries(
          template.form.fields.filter(({ type }) => type === 'part-lines').map(({ key }): [string, unknown] => [key, []]),
        );
        const values = { ...parts, ...Object.fromEntries(kept.map(({ key }) => [key, first.values[key]])), ...input.values };
        const id = newId();
        const reason = withoutPhones(input.reason);
        const opened = await open(
          tx,
          id,
          {
            templateCode: template.code,
            templateVersion: template.version,
            customerId: row.customer_id,
            urgency: input.urgency,
            values,
            source: input.source,
            payMode: row.pay_mode === 'prepaid' ? 'company' : row.pay_mode,
            contact: 'order',
          },
          { orderId: row.id, number: row.number, reason, warranty: input.warranty },
        );
        if (!opened.ok) return opened;
        // a fee that the price book charges within warranty all the same is its own matter; work and parts are not
        const planned = input.warranty ? await currentQuote(tx, id) : undefined;
        if (planned?.quote.lines.some((line) => line.kind !== 'fee' && line.charge !== 0)) return refuse('orders.warranty_not_free');

        await tell(tx, row.id, [{ type: 'returned', detail: { number: opened.value.number, reason } }]);
        await tx.audit({
          action: 'orders.return_opened',
          subject: { type: 'order', id: row.id },
          after: { returnOrderId: id, warranty: input.warranty },
          reason,
        });
        return ok(opened.value);
      }),
  };
}
