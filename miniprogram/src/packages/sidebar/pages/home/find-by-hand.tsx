import type { Problem } from '@mingdan/shared/contracts/client';
import type { CustomerView, getCustomer, listCustomers } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta, listCustomersMeta } from '@mingdan/shared/contracts/customers.meta';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { Failure, Loaded, ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { call } from '../../../../lib/api.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useDebounced } from '../../../../lib/use-debounced.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/index.ts';

/** The way round when WeCom does not say whose chat this is: look the customer up. */
export function FindByHand({
  problem,
  onAgain,
  onFound,
}: {
  problem: Problem | undefined;
  onAgain: () => void;
  onFound: (customer: CustomerView) => void;
}) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim(), 400);
  const found = useOperation<typeof listCustomers>(listCustomersMeta, q === '' ? null : { q, limit: 20 });
  const [refused, setRefused] = useState<Problem | undefined>(undefined);

  const open = async (customerId: string) => {
    const reply = await call<typeof getCustomer>(getCustomerMeta, { customerId });
    if (reply.ok) onFound(reply.value);
    else setRefused(reply.problem);
  };

  if (problem?.status === 401 || problem?.code === 'request.forbidden')
    return <Failure problem={problem} offline={false} onRetry={onAgain} />;
  return (
    <View>
      <View className="card">
        <View className="lead">{t('sidebar.manual')}</View>
        {problem ? <ProblemNotice problem={problem} /> : <View className="secondary">{t('sidebar.manualWhy')}</View>}
        <View className="box gap-top-wide">
          <Icon name="search" />
          <Input
            {...spokenName(t('sidebar.search'))}
            className="box-input"
            style={{ marginLeft: '8px' }}
            value={typed}
            placeholder={t('sidebar.search')}
            placeholderClass="box-empty"
            onInput={({ detail }) => setTyped(detail.value)}
          />
        </View>
        <Press tone="quiet" onPress={onAgain}>
          {t('sidebar.tryAgain')}
        </Press>
      </View>
      <ProblemNotice problem={refused} />
      {q === '' ? null : (
        <Loaded reading={found} skeleton={<Skeleton heights={[56, 56]} />}>
          {({ items }) => (
            <View className="card list">
              {items.length === 0 ? (
                <View className="hint" style={{ padding: '12px 0' }}>
                  {t('sidebar.searchNone')}
                </View>
              ) : null}
              {items.map((customer) => (
                <View key={customer.id} className="choice" onClick={() => void open(customer.id)}>
                  <View className="grow">
                    <View>{customer.name}</View>
                    <View className="hint">
                      {customer.phoneMasked} · {customer.level}
                    </View>
                  </View>
                  <Icon name="chevron" size={16} />
                </View>
              ))}
            </View>
          )}
        </Loaded>
      )}
    </View>
  );
}
