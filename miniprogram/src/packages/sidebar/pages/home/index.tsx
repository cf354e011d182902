import type { CustomerView, getCustomer } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { formatNearDay, formatSince } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { useState } from 'react';
import { Chip } from '../../../../components/chip.tsx';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { Loaded, Notice, Skeleton } from '../../../../components/states.tsx';
import { call } from '../../../../lib/api.ts';
import { toast } from '../../../../lib/browser.ts';
import { listLook } from '../../../../lib/stamps.ts';
import { keptNames } from '../../../../lib/store.ts';
import { useFresh, useLook, useNow, useReturn } from '../../../../lib/use-now.ts';
import { t } from '../../../../messages/staff.ts';
import { WaitingCards } from '../../components/waiting-cards.tsx';
import { cardsOf } from '../../lib/cards.ts';
import { needsOf } from '../../lib/needs.ts';
import { keepSaid, type Said, saidFor } from '../../lib/said.ts';
import { wishWord } from '../../lib/wish-words.ts';
import { Desk, goPaste } from './desk.tsx';
import { Devices } from './devices.tsx';
import { Needs } from './needs.tsx';
import { OrderList } from './order-list.tsx';
import { Sites } from './sites.tsx';
import { Tiles } from './tiles.tsx';
import { UndoUnlink, Unlink } from './unlink.tsx';
import { type First, useChatCustomer } from './use-chat-customer.ts';
import { NOTHING, useUnderWay } from './use-under-way.ts';
import './index.css';

const TABS = ['open', 'orders', 'devices', 'sites', 'bills'] as const;
type Tab = (typeof TABS)[number];

function CustomerStrip({
  customer,
  last,
  onChange,
}: {
  customer: CustomerView;
  last: OrderSummary | undefined;
  onChange: (customer: CustomerView | null) => void;
}) {
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
        <Press tone="quiet" onPress={() => onChange(null)}>
          {t('sidebar.change')}
        </Press>
      </View>
      <View className="hint">
        {last ? t('sidebar.lastOrder', { title: last.templateName, when: formatSince(last.createdAt, now) }) : t('sidebar.noOrders')}
      </View>
      <Unlink customer={customer} onChange={onChange} />
    </View>
  );
}

/** What the message said, in a line. */
function saidLine({ device, wish, symptoms, time }: Said, now: number): string {
  const when = time && `${formatNearDay(time.date, now)}${time.from === null ? '' : ` ${time.from}–${time.to}`}`;
  return [device.kind, symptoms[0] ?? (wish ? wishWord(wish.value) : ''), when ?? ''].filter((part) => part !== '').join(' · ');
}

function Opening({
  customer,
  orders,
  templates,
}: {
  customer: CustomerView;
  orders: readonly OrderSummary[] | null;
  templates: First['templates'];
}) {
  const now = useNow(60_000);
  const [said, setSaid] = useState(() => saidFor(customer.id));
  useReturn(() => setSaid(saidFor(customer.id)));
  const unfinished = keptNames(`draft:create:${customer.id}:`)[0];
  return (
    <View>
      {unfinished ? (
        <Notice
          text={t('sidebar.unfinished')}
          act={t('sidebar.goOn')}
          onAct={() =>
            void Taro.navigateTo({
              url: `/packages/sidebar/pages/form/index?code=${encodeURIComponent(unfinished.split(':')[3] ?? '')}&customer=${customer.id}`,
            })
          }
        />
      ) : null}
      {said ? (
        <Notice
          tone="good"
          text={t('sidebar.said', { what: saidLine(said, now) || t('sidebar.saidContact') })}
          act={t('sidebar.forgetSaid')}
          onAct={() => {
            keepSaid(customer.id, null);
            setSaid(undefined);
          }}
        />
      ) : (
        <View className="gap-top">
          <Press tone="plain" wide onPress={goPaste}>
            {t('sidebar.paste')}
          </Press>
        </View>
      )}
      <Tiles customer={customer} said={said} orders={orders} given={templates} />
    </View>
  );
}

function Workplace({
  customer: given,
  first,
  onChange,
}: {
  customer: CustomerView;
  first: First | undefined;
  onChange: (customer: CustomerView | null) => void;
}) {
  const now = useNow(60_000);
  const [customer, setCustomer] = useState(given);
  const [tab, setTab] = useState<Tab>('open');
  const underWay = useUnderWay(customer.id, first?.underWay);
  const { data, problem, refetch } = underWay;
  const readCustomer = async () => {
    const reply = await call<typeof getCustomer>(getCustomerMeta, { customerId: customer.id });
    if (reply.ok) setCustomer(reply.value);
  };
  useReturn(() => void readCustomer());
  // what others do brings cards and questions while the sidebar stands beside the chat
  useFresh(() => void refetch());
  useLook(() => void refetch(), listLook({ customerId: customer.id }), first?.underWay.stamp);
  usePullDownRefresh(() => void Promise.all([readCustomer(), refetch()]).finally(() => Taro.stopPullDownRefresh()));
  const counts: Readonly<Record<Tab, number>> = {
    open: 0,
    orders: data?.orders.length ?? 0,
    devices: customer.devices.length,
    sites: customer.sites.length,
    bills: 0,
  };
  // a reading that failed is no reason to keep the templates back; one under way is, so that nothing moves under the thumb
  const isRead = data !== undefined || problem !== undefined;
  const { orders, cards, questions, choices } = data ?? NOTHING;
  const asked = { questions: new Set(questions.map(({ id }) => id)), choices: new Set(choices) };
  // a question may stand at an order older than those listed
  const all = [...new Map([...questions, ...orders].map((order) => [order.id, order])).values()];
  const waiting = cardsOf(cards, 0).waiting;
  return (
    <View>
      <CustomerStrip customer={customer} last={orders[0]} onChange={onChange} />
      <UndoUnlink onChange={onChange} />
      {customer.contactLostAt === null ? null : (
        <Notice text={t('sidebar.contactLost', { when: formatSince(customer.contactLostAt, now) })} />
      )}
      {isRead ? (
        <View>
          <Needs needs={needsOf(all, asked, ['objection', 'question', 'choice', 'rebook', 'untold'])} />
          {waiting.length > 0 ? (
            <WaitingCards
              deliveries={waiting}
              customerId={customer.id}
              rows
              onSent={() => {
                toast(t('staff.sent'));
                void refetch();
              }}
            />
          ) : null}
          <Needs needs={needsOf(all, asked, ['punch'])} />
        </View>
      ) : null}
      <View className="tabs" role="tablist">
        {TABS.map((each) => (
          <View key={each} className={each === tab ? 'tab tab-on' : 'tab'} role="tab" onClick={() => setTab(each)}>
            {t(`sidebar.tab.${each}`)}
            {counts[each] > 0 ? <View className="tab-count">{counts[each]}</View> : null}
          </View>
        ))}
      </View>
      {tab === 'open' ? <Opening customer={customer} orders={isRead ? orders : null} templates={first?.templates} /> : null}
      {tab === 'orders' || tab === 'bills' ? (
        <Loaded reading={underWay} skeleton={<Skeleton heights={[72, 72]} />}>
          {() =>
            orders.length === 0 ? (
              <View className="card hint">{t('sidebar.ordersEmpty')}</View>
            ) : (
              <OrderList orders={orders} bills={tab === 'bills'} />
            )
          }
        </Loaded>
      ) : null}
      {tab === 'devices' ? <Devices customer={customer} onChanged={setCustomer} /> : null}
      {tab === 'sites' ? <Sites customer={customer} onChanged={setCustomer} /> : null}
    </View>
  );
}

/** Staff's sidebar beside a customer's chat, and the workbench's entry without one: who it is, what to open for them, what is under way. */
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
      {state.step === 'manual' ? <Desk problem={state.problem} onAgain={find} onFound={choose} /> : null}
      {state.step === 'found' ? (
        <Workplace key={state.customer.id} customer={state.customer} first={state.first} onChange={choose} />
      ) : null}
    </Page>
  );
}
