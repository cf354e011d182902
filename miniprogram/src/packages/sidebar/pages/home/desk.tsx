import type { Problem } from '@mingdan/shared/contracts/client';
import type { CustomerView, getCustomer, listCustomers } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta, listCustomersMeta } from '@mingdan/shared/contracts/customers.meta';
import type { listOrders } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import { Input, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Heading } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Failure, Loaded, Notice, ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { call } from '../../../../lib/api.ts';
import { client } from '../../../../lib/place.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { listLook } from '../../../../lib/stamps.ts';
import { useDebounced } from '../../../../lib/use-debounced.ts';
import { useLook, useReturn } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { OrderList } from './order-list.tsx';

/** So many of one's last orders are looked at for the customers of late. */
const LOOK_BACK = 30;
const MOST_RECENT = 6;

/** Opens the page for pasting a message. */
export function goPaste(): void {
  void Taro.navigateTo({ url: '/packages/sidebar/pages/paste/index' });
}

/** The entry that is no chat: the workbench, a browser, or a chat that WeCom does not tell us. Find somebody, paste a message, go on with one's own orders. */
export function Desk({
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
  const mine = useOperation<typeof listOrders>(listOrdersMeta, { createdBy: 'me', limit: LOOK_BACK });
  const [refused, setRefused] = useState<Problem | undefined>(undefined);
  useReturn(() => void mine.refetch());
  useLook(() => void mine.refetch(), listLook({ createdBy: 'me' }));

  const open = async (customerId: string) => {
    const reply = await call<typeof getCustomer>(getCustomerMeta, { customerId });
    if (reply.ok) onFound(reply.value);
    else setRefused(reply.problem);
  };

  if (problem?.status === 401 || problem?.code === 'request.forbidden')
    return <Failure problem={problem} offline={false} onRetry={onAgain} />;
  const recent = [...new Map(mine.data?.items.map((order) => [order.customerId, order.customerName])).entries()].slice(0, MOST_RECENT);
  return (
    <View>
      {problem ? <ProblemNotice problem={problem} act={t('sidebar.tryAgain')} onAct={onAgain} /> : null}
      {!problem && client() === 'wecom' ? <Notice text={t('sidebar.manualWhy')} act={t('sidebar.tryAgain')} onAct={onAgain} /> : null}
      <View className="card">
        <View className="box">
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
        <View className="gap-top">
          <Press wide onPress={goPaste}>
            {t('sidebar.paste')}
          </Press>
        </View>
        <View className="hint tiny gap-top">{t('sidebar.pasteHint')}</View>
      </View>
      <ProblemNotice problem={refused} />
      {q === '' ? null : (
        <Loaded reading={found} skeleton={<Skeleton heights={[56, 56]} />}>
          {({ items }) => (
            <View className="card list">
              {items.length === 0 ? <View className="hint list-empty">{t('sidebar.searchNone')}</View> : null}
              {items.map((customer) => (
                <View key={customer.id} className="choice" role="button" ariaRole="button" onClick={() => void open(customer.id)}>
                  <View className="grow">
                    <View>{customer.name}</View>
                    <View className="hint">{customer.phoneMasked}</View>
                  </View>
                  <Icon name="chevron" size={16} />
                </View>
              ))}
            </View>
          )}
        </Loaded>
      )}
      {recent.length > 0 ? (
        <View>
          <Heading>{t('sidebar.recent')}</Heading>
          <View className="options gap-top">
            {recent.map(([id, name]) => (
              <View key={id} className="option" onClick={() => void open(id)}>
                {name}
              </View>
            ))}
          </View>
        </View>
      ) : null}
      <Heading>{t('sidebar.mine')}</Heading>
      <Loaded reading={mine} skeleton={<Skeleton heights={[64, 64, 64]} />}>
        {({ items }) =>
          items.length === 0 ? <View className="card hint">{t('sidebar.mineEmpty')}</View> : <OrderList orders={items.slice(0, 10)} whose />
        }
      </Loaded>
    </View>
  );
}
