import type { Problem } from '@mingdan/shared/contracts/client';
import { refusalText } from '@mingdan/shared/messages/index';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Notice, ProblemNotice } from '../../../../components/states.tsx';
import { customerLoginByHand } from '../../../../lib/login.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { t } from '../../../../messages/customer.ts';

/** Asks for the last four digits of the phone, where no login says who is there. */
export function Confirm({
  problem,
  login,
  sending,
  onConfirm,
}: {
  problem: Problem | undefined;
  /** Why WeChat's login came to nothing, where it may be tried again. */
  login: string | null;
  sending: boolean;
  onConfirm: (phoneLast4: string) => void;
}) {
  const left = problem?.detail['left'];
  const [digits, setDigits] = useState('');
  return (
    <View className="card">
      {login === null ? null : <Notice text={refusalText(login)} act={t('state.loginAgain')} onAct={customerLoginByHand} />}
      <View className="title">{t('customer.last4Title')}</View>
      <View className="secondary gap-top">{t('customer.last4')}</View>
      <Input
        {...spokenName(t('customer.last4'))}
        className="last4 gap-top-wide"
        type="number"
        maxlength={4}
        focus
        value={digits}
        onInput={({ detail }) => setDigits(detail.value.replace(/\D/g, '').slice(0, 4))}
      />
      {left === undefined ? <ProblemNotice problem={problem} /> : <Notice tone="bad" text={t('customer.last4Wrong', { left })} />}
      <View className="gap-top-wide">
        <Press wide pending={sending} disabled={digits.length !== 4} onPress={() => onConfirm(digits)}>
          {t('customer.last4Submit')}
        </Press>
      </View>
    </View>
  );
}
