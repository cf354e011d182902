import type { listItems } from '@mingdan/shared/contracts/catalog';
import { listItemsMeta } from '@mingdan/shared/contracts/catalog.meta';
import type { actOnOrder, OpenTask, OrderView } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import type { FileValue } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { chargeLines } from '../../../../components/bill.tsx';
import { BillSigning } from '../../../../components/bill-signing.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money, yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { Notice, ProblemNotice, problemText } from '../../../../components/states.tsx';
import { FormFields } from '../../../../forms/fields.tsx';
import type { LineItem } from '../../../../forms/host.ts';
import { ReadValue } from '../../../../forms/read-value.tsx';
import { errorsByField, type ShownField, useForm } from '../../../../forms/use-form.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDraft } from '../../../../lib/use-draft.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/index.ts';
import { linesNow } from '../../lib/lines.ts';
import { useLiveBill } from '../../lib/use-live-bill.ts';
import { itemsOfBill } from './record.tsx';

/** Where the draft keeps which bill was signed. Not a field of any form: field keys have no such sign. */
const SIGNED_HASH = '$signedHash';

type Outcome = OpenTask['outcomes'][number];

/** What the page's head tells already. */
const IN_HEAD: readonly string[] = ['phone', 'address', 'timeslot', 'region'];

/** What was asked for when the order was opened and matters at work: machine, remarks. Empty answers say nothing and are left out. */
function Asked({ fields, items }: { fields: readonly ShownField[]; items: readonly LineItem[] }) {
  const host = { face: 'work' as const, items, onSite: true };
  const told = fields.filter(
    ({ definition, value }) => value !== null && !IN_HEAD.includes(definition.type) && !('personal' in definition && definition.personal),
  );
  if (told.length === 0) return null;
  return (
    <View className="why asked">
      {told.map(({ definition, value }) => (
        <View key={definition.key} className="fact">
          <View className="fact-name">{definition.label}</View>
          <View className="fact-value">
            <ReadValue definition={definition} value={value} host={host} />
          </View>
        </View>
      ))}
    </View>
  );
}

/** The task under the hand: its form, the bill that its lines make, the customer's signature, and the one act at the bottom. */
export function TaskPanel({ order, task, onChanged }: { order: OrderView; task: OpenTask; onChanged: () => Promise<void> }) {
  const draft = useDraft(`task:${order.id}:${task.node}`);
  const form = useForm(task.fields, draft.values, task.node, 'installer', {
    state: order.state,
    region: order.region,
    customerLevel: order.customer.level,
  });
  const act = useAction<typeof actOnOrder>(actOnOrderMeta, order.id);
  const hasLines = form.shown.some(
    ({ definition, editable }) => editable && (definition.type === 'service-lines' || definition.type === 'part-lines'),
  );
  const catalog = useOperation<typeof listItems>(listItemsMeta, hasLines ? {} : null);
  const [tried, setTried] = useState(false);
  const [signing, setSigning] = useState(false);
  const [others, setOthers] = useState(false);

  const definitions = form.shown.map(({ definition }) => definition);
  const shownValues = Object.fromEntries(form.shown.map(({ definition, value }) => [definition.key, value]));
  const priced = hasLines || task.needsSignature;
  const lines = priced ? linesNow(order, definitions, shownValues) : [];
  const signatureField = task.needsSignature
    ? form.shown.find(({ definition, editable }) => definition.type === 'signature' && editable)
    : undefined;
  const signatureKey = signatureField?.definition.key;
  // the signature itself has no part in what it signs
  const pricedValues = Object.fromEntries(Object.entries(form.values).filter(([key]) => key !== signatureKey));
  const bill = useLiveBill(order.id, lines, pricedValues);
  const signature = signatureKey ? (form.values[signatureKey] as readonly FileValue[] | undefined) : undefined;
  const signedHash = draft.values[SIGNED_HASH] as string | undefined;
  const signed = signature !== undefined && bill.settled && signedHash === bill.data?.hash;
  const needsSigning = signatureField !== undefined && order.signature === null;

  const problem = act.problem;
  const serverErrors = problem ? errorsByField(problem.fields) : {};
  const ownErrors = tried ? errorsByField(form.errors.filter(({ path }) => path !== signatureKey)) : {};
  const errors = { ...ownErrors, ...serverErrors };
  const missing = Object.keys(ownErrors).length;
  const [main, ...rest] = task.outcomes;
  const signsFirst = needsSigning && !signed;

  const change = (key: string, value: unknown) => {
    act.clear();
    draft.set(key, value);
  };

  // an outcome such as 客户不在 takes what is there and right, and asks for nothing more
  const wrongKeys = Object.keys(errorsByField(form.errors));
  const rightValues = Object.fromEntries(Object.entries(form.values).filter(([key]) => !wrongKeys.includes(key) && key !== signatureKey));

  const submit = async (outcome: Outcome, withForm: boolean) => {
    setTried(withForm);
    const wrong = form.errors.filter(({ path }) => path !== signatureKey);
    if (withForm && wrong.length > 0) {
      void Taro.pageScrollTo({ selector: `#field-${wrong[0]?.path.split('.')[0]}`, duration: 160, offsetTop: -16 });
      return;
    }
    const done = await act.run({
      orderId: order.id,
      version: order.version,
      event: 'submit',
      token: task.token,
      outcome: outcome.key,
      values: (withForm ? form.values : rightValues) as never,
      ...(withForm && signed && signedHash ? { billHash: signedHash } : {}),
    });
    if (!done) return;
    draft.discard();
    setOthers(false);
    if (done.settled) {
      void Taro.redirectTo({ url: `/packages/orders/pages/earned/index?id=${order.id}` });
      return;
    }
    toast(t('order.submitted'));
    await onChanged();
  };

  const press = () => {
    if (!main) return;
    if (!signsFirst) return void submit(main, true);
    setTried(true);
    const wrong = form.errors.filter(({ path }) => path !== signatureKey);
    if (wrong.length > 0) void Taro.pageScrollTo({ selector: `#field-${wrong[0]?.path.split('.')[0]}`, duration: 160, offsetTop: -16 });
    else setSigning(true);
  };

  const items = catalog.data?.items ?? itemsOfBill(order);
  const stale = problem?.code === 'orders.stale_version' || problem?.code === 'orders.not_here';

  return (
    <View>
      <View className="card">
        <View className="lead" style={{ marginBottom: '8px' }}>
          {task.name}
        </View>
        {draft.restored ? <Notice text={t('form.restored')} act={t('form.startOver')} onAct={draft.discard} /> : null}
        <Asked fields={form.shown.filter(({ editable }) => !editable)} items={items} />
        <FormFields
          fields={form.shown.filter(({ definition, editable }) => editable && definition.key !== signatureKey)}
          errors={errors}
          host={{ face: 'work', items, onSite: true }}
          onChange={change}
        />
        {needsSigning ? (
          <View className="field">
            <View className="field-label">
              <View className="field-must">{signatureField.definition.label}</View>
            </View>
            <View className="box" onClick={() => (signed ? setSigning(true) : press())}>
              <View className={signed ? 'good' : 'box-empty'}>
                {t(signed ? 'order.signed' : signature && bill.data ? 'order.resign' : 'order.signFirst')}
              </View>
              <Icon name={signed ? 'check' : 'chevron'} />
            </View>
          </View>
        ) : null}
      </View>
      {missing > 0 ? <Notice tone="bad" text={t('order.fix', { count: missing })} /> : null}
      <ProblemNotice problem={problem} {...(stale ? { act: t('state.reload'), onAct: () => void onChanged().then(act.clear) } : {})} />

      <View className="bar">
        {priced ? (
          <View className="row-between pay-bar">
            <View className="hint grow">
              {bill.problem
                ? t('order.previewFailed', { why: problemText(bill.problem) })
                : `${t('order.charge')} ${yuan(bill.data?.totals.charge ?? order.bill.totals.charge)}`}
            </View>
            <View className="row" style={{ gap: '8px' }}>
              <View className="hint nowrap">
                {t('order.earn')} {t('order.estimate')}
              </View>
              <View className={bill.settled ? '' : 'press-off'}>
                <Money fen={bill.data?.totals.earn ?? order.bill.totals.earn} size="lead" />
              </View>
            </View>
          </View>
        ) : null}
        <View className="row" style={{ gap: '12px' }}>
          {rest.length > 0 ? (
            <Press tone="plain" disabled={act.pending} onPress={() => setOthers(true)}>
              {t('order.other')}
            </Press>
          ) : null}
          <View className="grow">
            <Press wide pending={act.pending} disabled={signsFirst && !bill.settled} onPress={press}>
              {signsFirst ? t('order.signNow') : (main?.label ?? '')}
            </Press>
          </View>
        </View>
      </View>

      <Sheet title={t('order.otherTitle')} open={others} onClose={() => setOthers(false)}>
        <View className="secondary">{t('order.outcomeAsk')}</View>
        {rest.map((outcome) => (
          <View key={outcome.key} className="gap-top">
            <Press tone="plain" wide pending={act.pending} onPress={() => void submit(outcome, false)}>
              {outcome.label}
            </Press>
          </View>
        ))}
      </Sheet>
      {bill.data ? (
        <BillSigning
          face="work"
          open={signing}
          lines={chargeLines(bill.data.lines)}
          total={bill.data.totals.charge}
          onClose={() => setSigning(false)}
          onSigned={(stored) => {
            if (signatureKey && bill.data) draft.merge({ [signatureKey]: [stored], [SIGNED_HASH]: bill.data.hash });
            setSigning(false);
          }}
        />
      ) : null}
    </View>
  );
}
