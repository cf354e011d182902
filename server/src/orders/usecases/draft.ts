import type { StartNode, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { accessFor } from '@mingdan/shared/forms/access';
import type { FieldType, FormValues } from '@mingdan/shared/forms/definition';
import { type EvaluatedField, evaluateForm } from '@mingdan/shared/forms/evaluate';
import { type FieldError, ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { EpochMs } from '@mingdan/shared/kernel/time';
import { businessDay } from '@mingdan/shared/kernel/time';
import type { Customer, CustomersApi } from '../../customers/index.ts';
import { coversRegion, reachOf } from '../../identity/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { BookPin, PricingApi } from '../../pricing/index.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { priceTime } from '../domain/facts.ts';
import { formHost } from '../domain/form-host.ts';
import { type OrderValues, readOrderValues } from '../domain/reading-values.ts';

/** What staff fill in before an order exists. */
export interface DraftInput {
  readonly templateCode: string;
  readonly templateVersion: number;
  readonly customerId: string;
  readonly urgency: 'normal' | 'urgent';
  readonly values: FormValues;
}

/** A draft whose parts are there and checked. */
export interface Draft {
  readonly template: TemplateDefinition;
  readonly customer: Customer;
  readonly start: StartNode;
  /** Values to store: preset answers and lines below what was filled. */
  readonly values: FormValues;
  /** The fields as they stand before whoever fills them. */
  readonly fields: readonly EvaluatedField[];
  readonly read: OrderValues & { readonly address: NonNullable<OrderValues['address']> };
  readonly priceAt: EpochMs;
  readonly pin: BookPin;
}

export type DraftRefusal = 'templates.not_found' | 'customers.not_found' | 'pricing.no_active_book' | 'orders.form_invalid';

/**
 * Reads template, customer and the active book, and checks the start node's form.
 *
 * @param complete false while the form is being filled: required fields may be empty then
 */
export async function readDraft(
  tx: Tx,
  deps: { templates: TemplatesApi; customers: CustomersApi; pricing: PricingApi },
  input: DraftInput,
  complete: boolean,
): Promise<Result<Draft, DraftRefusal>> {
  const template = await deps.templates.load(tx, input.templateCode, input.templateVersion);
  if (!template) return refuse('templates.not_found');
  const customer = await deps.customers.loadSeen(tx, input.customerId);
  if (!customer) return refuse('customers.not_found');

  const start = template.flow.nodes.find((node): node is StartNode => node.kind === 'start')!;
  const roles = tx.origin.actor.roles;
  const form = evaluateForm({
    form: template.form,
    access: accessFor(
      start.form?.access,
      roles,
      template.form.fields.map((field) => field.key),
    ),
    stored: { ...template.answers, ...template.lines },
    submitted: input.values,
    context: {
      node: start.key,
      role: roles[0] ?? null,
      scene: template.flow.scene,
      order: { priority: input.urgency, customerLevel: customer.level },
      attempt: 1,
      today: businessDay(tx.now),
    },
    partial: !complete,
    ...formHost,
  });
  // while the form is being filled, what is still wrong simply does not count yet
  const errors: FieldError[] = complete ? form.errors.map(({ path, code, message }) => ({ path: `values.${path}`, code, message })) : [];
  const read = readOrderValues(template.form, form.values);
  const at = (type: FieldType): string => `values.${template.form.fields.find((field) => field.type === type)?.key ?? ''}`;
  const isNamed = (path: string) => errors.some((error) => error.path === path || error.path.startsWith(`${path}.`));
  const address = at('address');
  const lines = at('service-lines');
  if (!read.address && !isNamed(address)) errors.push({ path: address, code: 'orders.address_missing', message: '请先填写上门地址' });
  if (read.address && !mayOpenIn(tx.origin.actor, read.address.region))
    errors.push({
      path: `${address}.region`,
      code: 'orders.region_out_of_reach',
      message: '这个地区不由您负责，请由负责该地区的同事开单',
    });
  if (read.lines.length === 0 && !isNamed(lines))
    errors.push({ path: lines, code: 'orders.lines_missing', message: '请至少选择一个服务项目' });
  if (errors.length > 0 || !read.address) return refuse('orders.form_invalid', { fields: errors });

  const priceAt = priceTime(read.slot, tx.now);
  const pin = await deps.pricing.pinAt(tx, priceAt);
  if (!pin) return refuse('pricing.no_active_book');
  return ok({
    template,
    customer,
    start,
    values: form.values,
    fields: form.fields,
    read: { ...read, address: read.address },
    priceAt,
    pin,
  });
}

/** Whether the actor's rights to open orders, or to move them there, reach this region. */
export function mayOpenIn(actor: Actor, region: string, right: 'orders:create' | 'orders:correct' = 'orders:create'): boolean {
  const reach = reachOf(actor, right);
  return reach.includes('all') || (reach.includes('region') && actor.scope.regions.some((scope) => coversRegion(scope, region)));
}
