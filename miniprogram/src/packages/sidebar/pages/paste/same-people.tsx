import type { CustomerView, getCustomer, ListCustomersOutput, linkContact } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta, linkContactMeta } from '@mingdan/shared/contracts/customers.meta';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { call } from '../../../../lib/api.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/staff.ts';
import { chatContact } from '../../lib/customer.ts';

/**
 * Customers who have the same number already. A person says who it is; nothing is merged by the number alone.
 *
 * @param inChat the sidebar stands beside a chat whose customer is somebody else in our books
 */
export function SamePeople({
  people,
  inChat,
  pending,
  onKnown,
  onOther,
}: {
  people: ListCustomersOutput['items'];
  inChat: boolean;
  pending: boolean;
  onKnown: (customer: CustomerView) => void;
  onOther: () => void;
}) {
  const link = useAction<typeof linkContact>(linkContactMeta, 'same');
  const [refused, setRefused] = useState<Awaited<ReturnType<typeof ask>> | null>(null);
  const ask = (customerId: string) => call<typeof getCustomer>(getCustomerMeta, { customerId });

  const take = async (customerId: string) => {
    const reply = await ask(customerId);
    if (reply.ok) onKnown(reply.value);
    else setRefused(reply);
  };
  const join = async (customerId: string) => {
    const externalUserid = chatContact();
    if (externalUserid === null) return take(customerId);
    const joined = await link.run({ customerId, externalUserid });
    if (joined) onKnown(joined);
  };

  return (
    <View className="card" id="same">
      <View className="lead">{t('same.title')}</View>
      <View className="hint">{t(inChat ? 'same.hintChat' : 'same.hint')}</View>
      {people.map((person) => (
        <View key={person.id} className="gap-top-wide">
          <View className="row-between">
            <View className="grow">
              <View className="lead">{person.name}</View>
              <View className="hint">{person.phoneMasked}</View>
            </View>
          </View>
          <View className="row gap-top" style={{ gap: '8px', flexWrap: 'wrap' }}>
            <Press tone="plain" onPress={() => void take(person.id)}>
              {t('same.use')}
            </Press>
            {inChat ? (
              <Press tone="plain" pending={link.pending} onPress={() => void join(person.id)}>
                {t('same.join')}
              </Press>
            ) : null}
          </View>
        </View>
      ))}
      <ProblemNotice problem={link.problem ?? (refused && !refused.ok ? refused.problem : undefined)} />
      <View className="gap-top-wide">
        <Press tone="quiet" pending={pending} onPress={onOther}>
          {t(inChat ? 'same.stay' : 'same.other')}
        </Press>
      </View>
    </View>
  );
}
