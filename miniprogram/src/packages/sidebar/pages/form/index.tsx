import type { CustomerView, getCustomer } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import type { createOrder, QuoteDraftInput, quoteDraft } from '@mingdan/shared/contracts/orders';
import { createOrderMeta, quoteDraftMeta } from '@mingdan/shared/contracts/orders.meta';
import type { StartFormOutput, startForm } from '@mingdan/shared/contracts/templates';
import { startFormMeta } from '@mingdan/shared/contracts/templates.meta';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { Bill, chargeLines } from '../../../../components/bill.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money } from '../../../../components/money.tsx';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { Failure, Loaded, Notice, ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import { errorsByField, type OfferedField, useForm } from '../../../../forms/use-form.ts';
import { call } from '../../../../lib/api.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDebounced } from '../../../../lib/use-debounced.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useOperation, useReading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/index.ts';
import { chosenCustomer } from '../../lib/customer.ts';
import { knownValues } from '../../lib/known.ts';
import './index.css';

/** Rest in ms before the estimate is asked for. */
const REST_MS = 400;
/** Draft's own mark beside the fields' values. */
const URGENT = '$urgent';

/** The template's values and, over them, what we know of the customer, as the form's offered fields. */
function offered(form: StartFormOutput, customer: CustomerView): readonly OfferedField[] {
  const known = knownValues(form.fields, customer, form);
  return form.fields.map(({ definition, required, value }) => ({
    definition,
    required,
    state: 'edit' as const,
    value: value ?? known[(definition as unknown as { key: string }).key] ?? null,
  }));
}

/** The estimate for what is filled in so far; silent until the form can be priced at all. */
function useEstimate(input: QuoteDraftInput, ready: boolean) {
  // readiness rests with the values, so that older ones are never asked about
  const asked = useDebounced(ready ? JSON.stringify(input) : null, REST_MS);
  return useReading(asked, () => call<typeof quoteDraft>(quoteDraftMeta, JSON.parse(asked ?? '{}') as QuoteDraftInput), true);
}

function OrderForm({ form, customer }: { form: StartFormOutput; customer: CustomerView }) {
  const draft = useDraft(`create:${customer.id}:${form.code}`);
  const fields = useMemo(() => offered(form, customer), [form, customer]);
  const live = useForm(fields, draft.values, 'open', 'staff');
  const create = useAction<typeof createOrder>(createOrderMeta, `${customer.id}:${form.code}`);
  const [tried, setTried] = useState(false);
  const [detailed, setDetailed] = useState(false);
  const urgent = draft.values[URGENT] === true;

  const input: QuoteDraftInput = {
    templateCode: form.code,
    templateVersion: form.version,
    customerId: customer.id,
    urgency: urgent ? 'urgent' : 'normal',
    values: live.values as never,
  };
  // only what bears on the price must be right for an estimate
  const pricing = live.shown.filter(({ definition }) => ['address', 'region', 'service-lines'].includes(definition.type));
  const complete = (value: unknown) => {
    const { region, text } = (value ?? {}) as { region?: string; text?: string };
    return typeof value !== 'object' || Array.isArray(value) || (region !== '' && text?.trim() !== '');
  };
  const priceable =
    pricing.every(({ value, required }) => (value !== null || !required) && complete(value)) && pricing.some(({ value }) => value !== null);
  const estimate = useEstimate(input, priceable);
  const incomplete = estimate.problem?.code === 'orders.form_invalid';

  const errors = { ...(tried ? errorsByField(live.errors) : {}), ...errorsByField(create.problem?.fields ?? []) };
  const wrong = tried ? Object.keys(errors).length : 0;

  const submit = async () => {
    setTried(true);
    if (live.errors.length > 0) {
      void Taro.pageScrollTo({ selector: `#field-${live.errors[0]?.path.split('.')[0]}`, duration: 160, offsetTop: -16 });
      return;
    }
    const made = await create.run({ ...input, source: 'sidebar' });
    if (!made) return;
    draft.discard();
    toast(t('create.done'));
    void Taro.redirectTo({ url: `/packages/sidebar/pages/order/index?id=${made.id}&new=1` });
  };

  return (
    <View>
      <View className="card">
        <View className="title">{form.name}</View>
        <View className="hint">{[customer.name, customer.phoneMasked].filter((part) => part).join(' · ')}</View>
      </View>
      {draft.restored ? <Notice text={t('form.restored')} act={t('form.startOver')} onAct={draft.discard} /> : null}
      <View className="card">
        <FormFields
          fields={live.shown}
          errors={errors}
          host={{ face: 'work', items: form.items, onSite: false }}
          onChange={(key, value) => {
            create.clear();
            draft.set(key, value);
          }}
        />
        <View className="field">
          <View className="options">
            <View className={urgent ? 'option option-on' : 'option'} onClick={() => draft.set(URGENT, !urgent)}>
              {t('create.urgent')}
            </View>
            <View className="hint grow" style={{ alignSelf: 'center' }}>
              {t('create.urgentHint')}
            </View>
          </View>
        </View>
      </View>
      {wrong > 0 ? <Notice tone="bad" text={t('order.fix', { count: wrong })} /> : null}
      {create.problem?.code === 'request.offline' ? <Notice text={t('create.lostKept')} /> : <ProblemNotice problem={create.problem} />}

      <View className="bar">
        <View className="estimate">
          <View className="grow" onClick={() => estimate.data && setDetailed(true)}>
            <View className="hint">{t('create.estimate')}</View>
            {estimate.data ? (
              <View className={estimate.loading || estimate.problem ? 'row press-off' : 'row'}>
                <Money fen={estimate.data.charge} size="title" />
                <View className="estimate-more">
                  <Icon name="chevron" size={16} />
                </View>
              </View>
            ) : (
              <View className="secondary">{t(estimate.problem && !incomplete ? 'create.estimateFailed' : 'create.estimateWait')}</View>
            )}
          </View>
          <Press pending={create.pending} onPress={() => void submit()}>
            {t('create.submit')}
          </Press>
        </View>
        {estimate.data && estimate.data.mayChange.length > 0 ? (
          <View className="hint tiny estimate-change">{t('create.mayChange', { what: estimate.data.mayChange.join('；') })}</View>
        ) : null}
      </View>

      {estimate.data ? (
        <Sheet title={t('create.estimate')} open={detailed} onClose={() => setDetailed(false)}>
          <Bill
            title={t('customer.billPlanned')}
            lines={chargeLines(estimate.data.lines)}
            total={estimate.data.charge}
            totalName={t('customer.billTotal')}
            note={[t('create.tier', { tier: estimate.data.tierName, book: estimate.data.book }), ...estimate.data.mayChange].join(' · ')}
          />
        </Sheet>
      ) : null}
    </View>
  );
}

/** Opening an order for a customer: the template's form, filled with what is known, the estimate growing with it, submit at the thumb. */
export default function OrderFormPage() {
  const { code = '', customer: customerId = '' } = useRouter().params;
  const known = chosenCustomer();
  const here = known?.id === customerId ? known : null;
  const customer = useOperation<typeof getCustomer>(getCustomerMeta, here ? null : { customerId });
  const form = useOperation<typeof startForm>(startFormMeta, { code: decodeURIComponent(code) });
  const who = here ?? customer.data;
  return (
    <Page className="page-with-tall-bar">
      {customer.problem && !who ? (
        <Failure problem={customer.problem} offline={customer.offline} onRetry={() => void customer.refetch()} />
      ) : null}
      {who ? (
        <Loaded reading={form} skeleton={<Skeleton heights={[72, 420]} />}>
          {(data) => <OrderForm form={data} customer={who} />}
        </Loaded>
      ) : customer.problem ? null : (
        <Skeleton heights={[72, 420]} />
      )}
    </Page>
  );
}
