import type { CustomerView, getCustomer } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import type { createOrder, QuoteDraftInput, quoteDraft } from '@mingdan/shared/contracts/order-opening';
import { createOrderMeta, quoteDraftMeta } from '@mingdan/shared/contracts/order-opening.meta';
import type { StartFormOutput, startForm } from '@mingdan/shared/contracts/templates';
import { startFormMeta } from '@mingdan/shared/contracts/templates.meta';
import type { AddressValue, FieldDefinition, LineValue, TimeslotField, TimeslotValue } from '@mingdan/shared/forms/definition';
import { errorsByField, type OfferedField, type ShownField } from '@mingdan/shared/forms/live-form';
import { businessDay, epochMs, formatDay } from '@mingdan/shared/kernel/time';
import { formatTime } from '@mingdan/shared/messages/format';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { Page } from '../../../../components/page.tsx';
import { Failure, Loaded, Notice, ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import { useForm } from '../../../../forms/use-form.ts';
import { call } from '../../../../lib/api.ts';
import { bringUp } from '../../../../lib/bring-up.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDebounced } from '../../../../lib/use-debounced.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useOperation, useReading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { SlotPicker } from '../../components/slot-picker.tsx';
import { carriedFor, carry, forgetCarried } from '../../lib/carried.ts';
import { chosenCustomer } from '../../lib/customer.ts';
import { draftIdOf, forgetDraftId } from '../../lib/draft-id.ts';
import { floorsOf } from '../../lib/floors.ts';
import { follow, wantedBy } from '../../lib/follow.ts';
import { knownValues, modelsOfOtherKind } from '../../lib/known.ts';
import { keepSaid, type Said, saidFor } from '../../lib/said.ts';
import { saidNotes } from '../../lib/said-notes.ts';
import { ContactQuestion, contactOf, differenceFrom } from './contact-question.tsx';
import { EstimateBar } from './estimate-bar.tsx';
import { OpenOrders } from './open-orders.tsx';
import { SiteChoice } from './site-choice.tsx';
import { type LastOrder, useLastOrder } from './use-knowledge.ts';
import './index.css';

/** Rest in ms before the estimate is asked for. */
const REST_MS = 400;
/** Draft's own marks beside the fields' values. */
const URGENT = '$urgent';
const CONTACT = '$contact';

/** The template's values and, over them, what is known, as the form's offered fields. */
function offered(form: StartFormOutput, customer: CustomerView, last: LastOrder): readonly OfferedField[] {
  const now = Date.now();
  const known = knownValues(form.fields, {
    customer,
    presets: form,
    said: saidFor(customer.id),
    last: last.step === 'found' ? last.filled : undefined,
    carried: carriedFor(customer.id),
    today: businessDay(epochMs(now)),
    time: formatTime(now),
  });
  return form.fields.map(({ definition, required, value }) => ({
    definition,
    required,
    state: 'edit' as const,
    value: known[(definition as unknown as { key: string }).key] ?? value ?? null,
  }));
}

const definitionOf = ({ definition }: OfferedField) => definition as FieldDefinition;

/**
 * The form with its service lines for the device that it names now: until somebody changes the lines by hand they go with the kind of device. `notes` says
 * below the lines what went over, or that what was changed by hand stayed.
 */
function withFollowed(
  fields: readonly OfferedField[],
  form: StartFormOutput,
  said: Said | undefined,
  byHand: Readonly<Record<string, unknown>>,
): { fields: readonly OfferedField[]; notes: Readonly<Record<string, string>> } {
  const now = fields.map((field) => {
    const definition = definitionOf(field);
    return { definition, value: definition.key in byHand ? byHand[definition.key] : field.value };
  });
  const wanted = wantedBy(now, said);
  const notes: Record<string, string> = {};
  const followed = fields.map((field, index) => {
    const { definition, value } = now[index]!;
    if (definition.type !== 'service-lines' || !Array.isArray(value)) return field;
    const { lines, changes } = follow(value as readonly LineValue[], form.items, wanted);
    const [change] = changes;
    if (!change) return field;
    const isKept = definition.key in byHand;
    notes[definition.key] = t(isKept ? 'create.linesKept' : change.exact ? 'create.linesFollow' : 'create.linesNear', {
      from: change.from,
      to: change.to,
    });
    return isKept ? field : { ...field, value: lines };
  });
  return { fields: followed, notes };
}

/** The estimate for what is filled in so far; silent until the form can be priced at all. */
function useEstimate(input: QuoteDraftInput, ready: boolean) {
  // readiness rests with the values, so that older ones are never asked about
  const asked = useDebounced(ready ? JSON.stringify(input) : null, REST_MS);
  return useReading(asked, () => call<typeof quoteDraft>(quoteDraftMeta, JSON.parse(asked ?? '{}') as QuoteDraftInput), { keepOld: true });
}

/** Whether what bears on the price is there: only that must be right for an estimate. */
function isPriceable(shown: readonly ShownField[]): boolean {
  const pricing = shown.filter(({ definition }) => ['address', 'region', 'service-lines'].includes(definition.type));
  const complete = (value: unknown) => {
    const { region, text } = (value ?? {}) as { region?: string; text?: string };
    return typeof value !== 'object' || Array.isArray(value) || (region !== '' && text?.trim() !== '');
  };
  return (
    pricing.every(({ value, required }) => (value !== null || !required) && complete(value)) && pricing.some(({ value }) => value !== null)
  );
}

/** Where the visit goes, as far as the form says. */
function regionOf(shown: readonly ShownField[]): string {
  for (const { definition, value } of shown) {
    if (definition.type === 'address') return (value as { region?: string } | null)?.region ?? '';
    if (definition.type === 'region' && typeof value === 'string') return value;
  }
  return '';
}

function OrderForm({
  form,
  customer,
  last,
  onNewer,
}: {
  form: StartFormOutput;
  customer: CustomerView;
  last: LastOrder;
  onNewer: () => void;
}) {
  const draft = useDraft(`create:${customer.id}:${form.code}`);
  const known = useMemo(() => offered(form, customer, last), [form, customer, last]);
  const { fields, notes } = useMemo(() => {
    const carried = carriedFor(customer.id)?.filter(({ type }) => type === 'service-lines') ?? [];
    const byHand = { ...Object.fromEntries(carried.map(({ key, value }) => [key, value])), ...draft.values };
    const filled = last.step === 'found' ? last.filled : undefined;
    const said = saidFor(customer.id);
    const others = modelsOfOtherKind(known, draft.values, filled);
    const floors = floorsOf(known, { byHand: draft.values, said, last: filled, carried: carriedFor(customer.id) });
    const own = known.map((field) => {
      const { key } = definitionOf(field);
      return others.includes(key) ? { ...field, value: null } : key in floors.values ? { ...field, value: floors.values[key] } : field;
    });
    const followed = withFollowed(own, form, said, byHand);
    return {
      ...followed,
      notes: {
        ...followed.notes,
        ...floors.notes,
        ...saidNotes(known, said, draft.values),
        ...Object.fromEntries(others.map((key) => [key, t('create.otherKind')])),
      },
    };
  }, [known, form, customer.id, draft.values, last]);
  const live = useForm(fields, draft.values, 'open', 'staff');
  const contact = contactOf(live.shown);
  const difference = differenceFrom(customer, contact);
  const keeps = draft.values[CONTACT] === 'customer' ? 'customer' : 'order';
  const create = useAction<typeof createOrder>(createOrderMeta, `${customer.id}:${form.code}`);
  const [tried, setTried] = useState(false);
  const urgent = (draft.values[URGENT] ?? saidFor(customer.id)?.urgent) === true;

  const input: QuoteDraftInput = {
    templateCode: form.code,
    templateVersion: form.version,
    customerId: customer.id,
    urgency: urgent ? 'urgent' : 'normal',
    values: live.values as never,
  };
  const estimate = useEstimate(input, isPriceable(live.shown));

  const errors = { ...(tried ? errorsByField(live.errors) : {}), ...errorsByField(create.problem?.fields ?? []) };
  const wrong = tried ? Object.keys(errors).length : 0;
  const set = (key: string, value: unknown) => {
    create.clear();
    draft.set(key, value);
  };

  const submit = async () => {
    setTried(true);
    if (live.errors.length > 0) {
      bringUp(`#field-${live.errors[0]?.path.split('.')[0]}`);
      return;
    }
    const made = await create.run({
      ...input,
      source: 'sidebar',
      // what does not differ has nothing to be kept apart
      contact: difference.name || difference.phone ? keeps : 'order',
      draftId: draftIdOf(customer.id, form.code),
    });
    if (!made) {
      // what happened stands below the form: whoever pressed at the bar shall see it
      bringUp('#create-problem', 120);
      return;
    }
    draft.discard();
    forgetDraftId(customer.id, form.code);
    forgetCarried(customer.id);
    keepSaid(customer.id, null);
    if (!made.already) toast(t('create.done'));
    void Taro.redirectTo({ url: `/packages/sidebar/pages/order/index?id=${made.id}&new=1${made.already ? '&already=1' : ''}` });
  };
  const goToNewer = () => {
    create.clear();
    onNewer();
  };
  const chooseAnother = () => {
    carry(customer.id, live.shown);
    draft.discard();
    if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
    else void Taro.redirectTo({ url: '/packages/sidebar/pages/home/index' });
  };

  const slot = live.shown.find(({ definition }) => definition.type === 'timeslot');
  const address = live.shown.find(({ definition }) => definition.type === 'address');
  // the customer's sites stand right below the address that they fill in
  const listed = live.shown.filter((field) => field !== slot);
  const split = address ? listed.indexOf(address) + 1 : listed.length;
  const [upToAddress, belowAddress] = [listed.slice(0, split), listed.slice(split)];
  const fieldProps = { errors, notes, host: { face: 'work', items: form.items, onSite: false } as const, onChange: set };
  const region = regionOf(live.shown);
  const code = create.problem?.code;

  return (
    <Page
      tallBar
      bar={<EstimateBar estimate={estimate} asNow={slot?.value === null} pending={create.pending} onSubmit={() => void submit()} />}
    >
      <View className="card">
        <View className="title">{form.name}</View>
        <View className="hint">{[customer.name, customer.phoneMasked].filter((part) => part).join(' · ')}</View>
        {last.step === 'found' ? (
          <View className="hint tiny gap-top">{t('create.asLast', { day: formatDay(epochMs(last.at)) })}</View>
        ) : null}
        <OpenOrders customerId={customer.id} />
      </View>
      {draft.restored ? <Notice text={t('form.restored')} act={t('form.startOver')} onAct={draft.discard} /> : null}
      {slot ? (
        <View className="card" id={`field-${slot.definition.key}`} data-field={slot.definition.key}>
          <View className="field-label">
            <View className={slot.required ? 'field-must' : ''}>{slot.definition.label}</View>
          </View>
          <SlotPicker
            field={slot.definition as TimeslotField}
            value={slot.value as TimeslotValue | null}
            region={region}
            templateCode={form.code}
            wrong={errors[slot.definition.key] !== undefined}
            onChange={(value) => set(slot.definition.key, value)}
          />
          {errors[slot.definition.key] ? <View className="field-error">{errors[slot.definition.key]}</View> : null}
        </View>
      ) : null}
      <View className="card">
        <FormFields fields={upToAddress} {...fieldProps} />
        {address ? (
          <SiteChoice
            sites={customer.sites}
            value={address.value as AddressValue | null}
            nearestKm={estimate.data?.nearestKm ?? null}
            onChange={(value) => set(address.definition.key, value)}
          />
        ) : null}
        <FormFields fields={belowAddress} {...fieldProps} />
        <View className="field">
          <View className="options">
            <View className={urgent ? 'option option-on' : 'option'} role="button" onClick={() => draft.set(URGENT, !urgent)}>
              {t('create.urgent')}
            </View>
            <View className="hint grow" style={{ alignSelf: 'center' }}>
              {t('create.urgentHint')}
            </View>
          </View>
        </View>
      </View>
      <ContactQuestion
        customer={customer}
        contact={contact}
        difference={difference}
        keeps={keeps}
        onChange={(next) => draft.set(CONTACT, next)}
      />
      {wrong > 0 ? <Notice tone="bad" text={t('order.fix', { count: wrong })} /> : null}
      <View id="create-problem">
        {code === 'request.offline' ? <Notice text={t('create.lostKept')} /> : null}
        {code === 'templates.superseded' ? <ProblemNotice problem={create.problem} act={t('create.newer')} onAct={goToNewer} /> : null}
        {code === 'templates.withdrawn' ? <ProblemNotice problem={create.problem} act={t('create.another')} onAct={chooseAnother} /> : null}
        {code && !['request.offline', 'templates.superseded', 'templates.withdrawn'].includes(code) ? (
          <ProblemNotice problem={create.problem} />
        ) : null}
      </View>
    </Page>
  );
}

/** Knows the customer; waits for what the last order tells, so that nothing is filled in under the thumb. */
function Prepared({ form, customer, onNewer }: { form: StartFormOutput; customer: CustomerView; onNewer: () => void }) {
  const last = useLastOrder(customer, form.code);
  if (last.step === 'asking')
    return (
      <Page>
        <Skeleton heights={[72, 176, 420]} />
      </Page>
    );
  return <OrderForm form={form} customer={customer} last={last} onNewer={onNewer} />;
}

/** Opening an order for a customer: the template's form, filled with what is known, the estimate growing with it, submit at the thumb. */
export default function OrderFormPage() {
  const { code = '', customer: customerId = '' } = useRouter().params;
  const known = chosenCustomer();
  const here = known?.id === customerId ? known : null;
  const customer = useOperation<typeof getCustomer>(getCustomerMeta, here ? null : { customerId });
  const form = useOperation<typeof startForm>(startFormMeta, { code: decodeURIComponent(code) });
  const who = here ?? customer.data;
  if (who && form.data) return <Prepared key={form.data.version} form={form.data} customer={who} onNewer={() => void form.refetch()} />;
  return (
    <Page>
      {customer.problem && !who ? (
        <Failure problem={customer.problem} offline={customer.offline} onRetry={() => void customer.refetch()} />
      ) : (
        <Loaded reading={form} skeleton={<Skeleton heights={[72, 176, 420]} />}>
          {() => <Skeleton heights={[72, 176, 420]} />}
        </Loaded>
      )}
    </Page>
  );
}
