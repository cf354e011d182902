import { fen, parseYuan } from '@mingdan/shared/kernel/money';
import { Input, View } from '@tarojs/components';
import { yuan } from '../../../../components/money.tsx';
import { spokenName } from '../../../../lib/spoken.ts';
import { t } from '../../../../messages/staff.ts';

/** What is decided about the bill with the answer to an objection, as it is typed. */
export interface AnswerMoney {
  readonly waives: boolean;
  readonly amount: string;
  readonly reason: string;
}

/** The waiver 减免 as the server takes it; undefined: the bill is kept 维持账单; null: something is missing or more than `most`, fen. */
export function waiverOf({ waives, amount, reason }: AnswerMoney, most: number): { amount: number; reason: string } | null | undefined {
  if (!waives) return undefined;
  const parsed = parseYuan(amount);
  return parsed === null || parsed <= 0 || parsed > most || reason.trim() === '' ? null : { amount: parsed, reason: reason.trim() };
}

/** Keep the bill, or waive an amount of it with a reason that the customer reads. `most`: what this person may waive, fen. */
export function AnswerMoneyFields({
  money,
  most,
  onChange,
}: {
  money: AnswerMoney;
  most: number;
  onChange: (key: keyof AnswerMoney, value: string) => void;
}) {
  const parsed = parseYuan(money.amount);
  const wrong = money.amount !== '' && (parsed === null || parsed <= 0 || parsed > most);
  const limit = yuan(fen(most));
  return (
    <View>
      <View className="options gap-top">
        {([false, true] as const).map((waives) => (
          <View
            key={String(waives)}
            className={money.waives === waives ? 'option option-on' : 'option'}
            role="button"
            onClick={() => onChange('waives', waives ? 'yes' : '')}
          >
            {t(waives ? 'answer.waive' : 'answer.keep')}
          </View>
        ))}
      </View>
      {money.waives ? (
        <View>
          <View className="field-label gap-top">{t('answer.amount')}</View>
          <View className={wrong ? 'box box-wrong' : 'box'}>
            <View>¥</View>
            <Input
              {...spokenName(t('answer.amount'))}
              className="box-input"
              type="digit"
              value={money.amount}
              onInput={({ detail }) => onChange('amount', detail.value)}
            />
          </View>
          <View className={wrong ? 'field-error' : 'hint'}>{t('answer.most', { most: limit })}</View>
          <View className="field-label gap-top">{t('answer.reason')}</View>
          <View className="box">
            <Input
              {...spokenName(t('answer.reason'))}
              className="box-input"
              maxlength={100}
              value={money.reason}
              onInput={({ detail }) => onChange('reason', detail.value)}
            />
          </View>
          <View className="hint">{t('answer.reasonHint')}</View>
        </View>
      ) : null}
    </View>
  );
}
