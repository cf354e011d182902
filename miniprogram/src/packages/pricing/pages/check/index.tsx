import { View } from '@tarojs/components';
import { useMemo } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { yuan } from '../../../../components/money.tsx';
import { Page } from '../../../../components/page.tsx';
import { t } from '../../../../messages/common.ts';
import { priceEngine } from '../../engine.ts';
import { SAMPLE_BOOK, SAMPLES } from '../../samples.ts';

interface Outcome {
  readonly name: string;
  readonly right: boolean;
  readonly expected: string;
  readonly got: string;
}

/** Prices the samples with this phone's engine. */
export function runCheck(): readonly Outcome[] {
  const book = priceEngine.compileBook(SAMPLE_BOOK);
  return SAMPLES.map(({ name, order, charge, earn }) => {
    const quote = book.quote(order);
    const totals = priceEngine.isQuoteError(quote) ? null : quote.totals;
    return {
      name,
      right: totals?.charge === charge && totals.earn === earn,
      expected: `${yuan(charge)} / ${yuan(earn)}`,
      got: totals ? `${yuan(totals.charge)} / ${yuan(totals.earn)}` : '—',
    };
  });
}

/** Whether this phone's runtime prices as the server does: old clients differ in what they lack. */
export default function EngineCheckPage() {
  const outcomes = useMemo(runCheck, []);
  const right = outcomes.every((outcome) => outcome.right);
  return (
    <Page>
      <View className="card">
        <View className={right ? 'lead good' : 'lead bad'}>{t(right ? 'check.ok' : 'check.bad')}</View>
      </View>
      {outcomes.map(({ name, right: fine, expected, got }) => (
        <View key={name} className="card">
          <View className="row-between">
            <View className="lead">{name}</View>
            <Chip tone={fine ? 'good' : 'bad'}>{got}</Chip>
          </View>
          <View className="hint gap-top">{t('check.expected', { amount: expected })}</View>
        </View>
      ))}
    </Page>
  );
}
