import type { decideConsent } from '@mingdan/shared/contracts/consents';
import { decideConsentMeta } from '@mingdan/shared/contracts/consents.meta';
import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import { formatQuantity, formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { extraWords } from '@mingdan/shared/orders/quantity-words';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { Money, yuan } from '../../../../components/money.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { useAction } from '../../../../lib/use-action.ts';
import { useNow } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/customer.ts';
import { Pictures } from './pictures.tsx';

type Consent = CustomerOrderView['consents'][number];

/** Extra lines 增项 that wait for a yes or no: what, how much, why with pictures, and what the bill comes to then. */
export function Consents({ order, onChanged }: { order: CustomerOrderView; onChanged: () => Promise<void> }) {
  const waiting = order.consents.filter(({ status }) => status === 'asked');
  return (
    <View>
      {waiting.map((consent) => (
        <Ask key={consent.id} orderId={order.id} consent={consent} onChanged={onChanged} />
      ))}
    </View>
  );
}

/** What the customer answered about extra lines, newest first: the answer stays on the page, also where nothing of it is billed. */
export function AnsweredConsents({ consents }: { consents: CustomerOrderView['consents'] }) {
  const now = useNow(60_000);
  const answered = consents.filter(({ status, decidedAt }) => (status === 'agreed' || status === 'declined') && decidedAt !== null);
  if (answered.length === 0) return null;
  return (
    <View className="card">
      {answered.toReversed().map((consent) => (
        <View key={consent.id} className="hint">
          {t(consent.status === 'agreed' ? 'customer.consentAgreed' : 'customer.consentDeclined', { what: linesInWords(consent) })} ·{' '}
          {formatSince(consent.decidedAt ?? 0, now)}
        </View>
      ))}
    </View>
  );
}

const linesInWords = ({ lines }: Consent): string =>
  lines.map(({ name, quantity, charge }) => `${name} ×${formatQuantity(quantity)}${charge === null ? '' : ` ${yuan(charge)}`}`).join('、');

function Ask({ orderId, consent, onChanged }: { orderId: string; consent: Consent; onChanged: () => Promise<void> }) {
  const now = useNow(60_000);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const act = useAction<typeof decideConsent>(decideConsentMeta, `${orderId}:${consent.id}`, 'customer');
  const decide = async (agree: boolean) => {
    setChosen(agree);
    if (await act.run({ consentId: consent.id, hash: consent.hash, agree })) await onChanged();
  };
  return (
    <View className="card next">
      <View className="row-between">
        <View className="lead">{t('customer.consentTitle')}</View>
        <Chip tone="waiting">{label('order.consent', 'asked')}</Chip>
      </View>
      <View className="hint">{t('customer.consentBy', { by: consent.askedBy, when: formatSince(consent.askedAt, now) })}</View>
      {consent.note ? <View className="secondary gap-top">{consent.note}</View> : null}
      <View className="gap-top">
        {consent.lines.map((line) => (
          <View key={line.item} className="bill-line">
            <View className="grow">
              <View>{line.name}</View>
              <View className="hint">{extraWords(line)}</View>
            </View>
            <Money fen={line.charge} />
          </View>
        ))}
        <View className="bill-total">
          <View className="lead">{t('customer.consentSum')}</View>
          <Money fen={consent.charge} />
        </View>
        <View className="hint">
          {t('customer.consentTotal')} <Money fen={consent.total} />
        </View>
      </View>
      <Pictures ids={consent.photos} />
      <ProblemNotice problem={act.problem} act={t('state.reload')} onAct={() => void onChanged().then(act.clear)} />
      <View className="row-between gap-top-wide">
        <Press tone="plain" pending={act.pending && chosen === false} disabled={act.pending} onPress={() => void decide(false)}>
          {t('customer.consentNo')}
        </Press>
        <View className="grow">
          <Press wide pending={act.pending && chosen === true} disabled={act.pending} onPress={() => void decide(true)}>
            {t('customer.consentYes')}
          </Press>
        </View>
      </View>
    </View>
  );
}
