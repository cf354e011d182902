import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { listOrders, OrderSummary } from '@mingdan/shared/contracts/orders';
import { listOrdersMeta } from '@mingdan/shared/contracts/orders.meta';
import type { listTemplates } from '@mingdan/shared/contracts/templates';
import { listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { Chip, orderTone } from '../../../../components/chip.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money } from '../../../../components/money.tsx';
import { Heading, Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Loaded, Notice, Skeleton } from '../../../../components/states.tsx';
import { isIcon } from '../../../../lib/icons.ts';
import { keptNames } from '../../../../lib/store.ts';
import { useNow, useReturn } from '../../../../lib/use-now.ts';
import { type Reading, useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/index.ts';
import { FindByHand } from './find-by-hand.tsx';
import { useChatCustomer } from './use-chat-customer.ts';
import './index.css';

function CustomerStrip({ customer, last, onChange }: { customer: CustomerView; last: OrderSummary | undefined; onChange: () => void }) {
  const now = useNow(60_000);
  return (
    <View className="card strip">
      <View className="row-between" style={{ alignItems: 'center' }}>
        <View className="grow">
          <View className="row" style={{ gap: '8px' }}>
            <View className="lead">{customer.name}</View>
            <Chip>{label('customer.level', customer.level)}</Chip>
          </View>
          {customer.phoneMasked ? <View className="hint">{customer.phoneMasked}</View> : null}
        </View>
        <Press tone="quiet" onPress={onChange}>
          {t('sidebar.change')}
        </Press>
      </View>
      <View className="hint">
        {last ? t('sidebar.lastOrder', { title: last.templateName, when: formatSince(last.createdAt, now) }) : t('sidebar.noOrders')}
      </View>
    </View>
  );
}

function Templates({ customer }: { customer: CustomerView }) {
  const templates = useOperation<typeof listTemplates>(listTemplatesMeta, {});
  return (
    <Loaded reading={templates} skeleton={<Skeleton heights={[88]} />}>
      {({ items }) => {
        const active = items.filter((template) => template.active);
        if (active.length === 0) return <View className="card hint">{t('sidebar.templatesEmpty')}</View>;
        return (
          <View className="tiles">
            {active.map((template) => (
              <View
                key={template.code}
                className="tile"
                onClick={() =>
                  void Taro.navigateTo({
                    url: `/packages/sidebar/pages/form/index?code=${encodeURIComponent(template.code)}&customer=${customer.id}`,
                  })
                }
              >
                <View className="tile-icon">
                  <Icon name={isIcon(template.icon) ? template.icon : 'tool'} size={24} />
                </View>
                <View className="lead">{template.name}</View>
                <View className="hint tiny">{template.summary}</View>
              </View>
            ))}
          </View>
        );
      }}
    </Loaded>
  );
}

function Orders({ reading }: { reading: Reading<{ items: OrderSummary[] }> }) {
  const now = useNow(60_000);
  return (
    <Loaded reading={reading} skeleton={<Skeleton heights={[72, 72]} />}>
      {({ items }) =>
        items.length === 0 ? (
          <View className="card hint">{t('sidebar.ordersEmpty')}</View>
        ) : (
          <View className="card list">
            {items.map((order) => (
              <View
                key={order.id}
                className="choice"
                onClick={() => void Taro.navigateTo({ url: `/packages/sidebar/pages/order/index?id=${order.id}` })}
              >
                <View className="grow">
                  <View className="row" style={{ gap: '8px' }}>
                    <View>{order.templateName}</View>
                    <Chip tone={orderTone(order.state)}>{order.state === 'open' ? order.nodeName : label('order.state', order.state)}</Chip>
                  </View>
                  <View className="hint">{order.slot ? formatSlot(order.slot, now) : formatSince(order.createdAt, now)}</View>
                </View>
                <Money fen={order.charge} />
                <Icon name="chevron" size={16} />
              </View>
            ))}
          </View>
        )
      }
    </Loaded>
  );
}

function Workplace({ customer, onChange }: { customer: CustomerView; onChange: () => void }) {
  const orders = useOperation<typeof listOrders>(listOrdersMeta, { customerId: customer.id, limit: 20 });
  useReturn(() => void orders.refetch());
  usePullDownRefresh(() => void orders.refetch().finally(() => Taro.stopPullDownRefresh()));
  const unfinished = keptNames(`draft:create:${customer.id}:`)[0];
  return (
    <View>
      <CustomerStrip customer={customer} last={orders.data?.items[0]} onChange={onChange} />
      {unfinished ? (
        <Notice
          text={t('sidebar.unfinished')}
          act={t('form.choose')}
          onAct={() =>
            void Taro.navigateTo({
              url: `/packages/sidebar/pages/form/index?code=${encodeURIComponent(unfinished.split(':')[3] ?? '')}&customer=${customer.id}`,
            })
          }
        />
      ) : null}
      <Heading>{t('sidebar.templates')}</Heading>
      <Templates customer={customer} />
      <Heading>{t('sidebar.orders')}</Heading>
      <Orders reading={orders} />
      <Heading>{t('sidebar.devices')}</Heading>
      {customer.devices.length === 0 ? (
        <View className="card hint">{t('sidebar.devicesEmpty')}</View>
      ) : (
        <View className="card list">
          {customer.devices.map((device) => (
            <View key={device.id} className="choice">
              <View className="grow">{device.model}</View>
              <View className="hint mono">{device.serial ?? ''}</View>
            </View>
          ))}
        </View>
      )}
    </View>
  );
}

/** Staff's sidebar beside a customer's chat: who it is, what to open for them, what is under way. */
export default function SidebarHomePage() {
  const { state, find, choose } = useChatCustomer();
  return (
    <Page>
      {state.step === 'finding' ? (
        <View>
          <View className="hint" style={{ padding: '16px 4px 0' }}>
            {t('sidebar.finding')}
          </View>
          <Skeleton heights={[96, 88, 144]} />
        </View>
      ) : null}
      {state.step === 'manual' ? <FindByHand problem={state.problem} onAgain={find} onFound={choose} /> : null}
      {state.step === 'found' ? <Workplace key={state.customer.id} customer={state.customer} onChange={() => choose(null)} /> : null}
    </Page>
  );
}
