import type { getOrder, OrderView, revealPhone } from '@mingdan/shared/contracts/orders';
import { getOrderMeta, revealPhoneMeta } from '@mingdan/shared/contracts/orders.meta';
import { kmText } from '@mingdan/shared/kernel/metres';
import { formatSince, formatSlot } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { returnLine, returnLineInstaller, returnWord } from '@mingdan/shared/orders/return-words';
import { standingWord } from '@mingdan/shared/orders/standing';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { Chip, orderTone } from '../../../../components/chip.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { Money, yuan } from '../../../../components/money.tsx';
import { Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProgressBar } from '../../../../components/progress.tsx';
import { Blank, Loaded, problemText, Skeleton } from '../../../../components/states.tsx';
import { copy, dial, navigateTo } from '../../../../lib/browser.ts';
import { withoutNumber } from '../../../../lib/kept-order.ts';
import { type QueuedAct, takeDone, useOutbox } from '../../../../lib/outbox.ts';
import { orderOf } from '../../../../lib/outbox-rules.ts';
import { knownPerson } from '../../../../lib/person.ts';
import { orderLook } from '../../../../lib/stamps.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useLook, useNow, useReturn } from '../../../../lib/use-now.ts';
import { useKeptOperation } from '../../../../lib/use-operation.ts';
import { wholeAddress } from '../../../../lib/whole-address.ts';
import { t } from '../../../../messages/installer.ts';
import { Earlier } from './earlier.tsx';
import { earnName } from './earn-name.ts';
import { isStaffHere, toStaffPage } from './from-desk.ts';
import { MoveVisit } from './move-visit.tsx';
import { PaymentCard } from './payment.tsx';
import { QueuedCard } from './queued-act.tsx';
import { OrderRecord } from './record.tsx';
import { TaskPanel } from './task-panel.tsx';
import './index.css';

/** Asks for the number and calls: it is masked until then, and each time is noted. The number stays on the page, for phones that do not dial. */
function CallCustomer({ order }: { order: OrderView }) {
  const reveal = useAction<typeof revealPhone>(revealPhoneMeta, order.id);
  const [phone, setPhone] = useState<string | null>(null);
  const press = async () => {
    const number = phone ?? (await reveal.run({ orderId: order.id }))?.phone ?? null;
    if (number === null) return;
    setPhone(number);
    dial(number);
  };
  return (
    <View>
      <Press tone="plain" wide pending={reveal.pending} disabled={!order.abilities.includes('call')} onPress={() => void press()}>
        <Icon name="phone" />
        <View className="reach-word">{phone ?? t('order.call')}</View>
      </Press>
      {order.abilities.includes('call') ? null : <View className="hint">{t('order.callClosed')}</View>}
      {reveal.problem ? (
        <View className="hint">{reveal.problem.code === 'request.offline' ? t('order.callOffline') : problemText(reveal.problem)}</View>
      ) : null}
    </View>
  );
}

function Head({ order, isFromDesk, onChanged }: { order: OrderView; isFromDesk: boolean; onChanged: () => Promise<void> }) {
  const now = useNow(60_000);
  // the step under the hand may be at another place than the order's: the old home of a removal
  const elsewhere = order.tasks.find(({ mine, place }) => mine && place)?.place ?? null;
  const whole = elsewhere ?? wholeAddress(order.regionName, order.address.text);
  const spot = elsewhere ? { text: elsewhere, lat: null, lng: null } : { ...order.address, text: whole };
  return (
    <View className="card">
      <View className="row-between">
        <View className="title grow">{order.templateName}</View>
        {order.returnOf ? <Chip tone="calm">{returnWord(order.returnOf.warranty)}</Chip> : null}
        <Chip tone={orderTone(order.state)}>{standingWord(order)}</Chip>
      </View>
      <View className="hint mono" onClick={() => void copy(order.number, t('order.copied'))}>
        {order.number}
      </View>
      {order.returnOf ? (
        <View className="secondary">{isFromDesk ? returnLine(order.returnOf) : returnLineInstaller(order.returnOf)}</View>
      ) : null}
      <View className="row-between gap-top" style={{ alignItems: 'center' }}>
        <View className="lead">{order.slot ? formatSlot(order.slot, now) : t('order.slotNone')}</View>
        <MoveVisit order={order} onChanged={onChanged} />
      </View>
      {order.slotNote ? <View className="hint">{order.slotNote}</View> : null}
      {order.finishedAt ? <View className="hint">{t('order.finishedWhen', { when: formatSince(order.finishedAt, now) })}</View> : null}
      <View className="row-between">
        <View className="grow">
          {elsewhere ? <View className="hint">{t('order.stepPlace')}</View> : null}
          <View>{whole}</View>
          {elsewhere ? (
            <View className="hint">{t('order.nextPlace', { address: wholeAddress(order.regionName, order.address.text) })}</View>
          ) : null}
        </View>
        <Press tone="quiet" onPress={() => void copy(whole, t('order.addressCopied'))}>
          {t('order.copyAddress')}
        </Press>
      </View>
      <View className="secondary">
        {order.customer.name} {order.customer.phoneMasked}
        {order.distanceKm === null || elsewhere ? '' : ` · ${t('order.distance', { distance: kmText(order.distanceKm) })}`}
      </View>
      {order.helpers.length > 0 ? <Crew order={order} /> : null}
      <View className="row reach">
        <View className="grow">
          <CallCustomer order={order} />
        </View>
        <View className="grow">
          <Press tone="plain" wide onPress={() => navigateTo(spot)}>
            <Icon name="navigate" />
            <View className="reach-word">{t('order.navigate')}</View>
          </Press>
        </View>
      </View>
    </View>
  );
}

/** Whom he goes there with: a crew of two knows each other's names before they meet at the door. */
function Crew({ order }: { order: OrderView }) {
  const me = knownPerson()?.id;
  const others = [
    ...(order.installer ? [{ ...order.installer, leads: true }] : []),
    ...order.helpers.map((one) => ({ ...one, leads: false })),
  ];
  const names = others.filter(({ id }) => id !== me).map(({ name, leads }) => (leads ? t('order.crewLeader', { name }) : name));
  return <View className="secondary">{t('order.crew', { names: names.join('、') })}</View>;
}

/** Whether the bill of a finished visit is signed, and on whose phone: nobody is asked twice. */
function signatureWords({ signature }: OrderView, now: number): string {
  if (signature === null) return t('order.unsigned');
  return t(signature.by === 'customer_page' ? 'order.signedByCustomer' : 'order.signedHere', { when: formatSince(signature.at, now) });
}

/** Nothing is to be done here now: why, and who ended it where somebody did. */
function Idle({ order }: { order: OrderView }) {
  const now = useNow(60_000);
  const ended = order.state === 'cancelled' ? order.timeline.findLast(({ type }) => type === 'cancelled') : undefined;
  if (!ended)
    return (
      <View className="card">
        <View className="secondary">
          {t(order.state === 'open' ? (order.tasks.length > 0 ? 'order.notMine' : 'order.waiting') : 'order.closed')}
        </View>
        {order.bill.kind === 'actual' ? <View className="hint">{signatureWords(order, now)}</View> : null}
      </View>
    );
  return (
    <View className="card">
      <View>{ended.text}</View>
      <View className="hint">
        {ended.actor} · {formatSince(ended.at, now)}
      </View>
    </View>
  );
}

/** All visits together, the one to come as planned. */
const earnedAll = ({ bill, earlierBills }: OrderView): number =>
  earlierBills.reduce((sum, { totals }) => sum + (totals.earn ?? 0), bill.totals.earn ?? 0);

/** What the order pays the installer; nothing of it concerns who earns nothing by it. */
function Earned({ order }: { order: OrderView }) {
  return (
    <View className="card">
      <View className="row-between" style={{ alignItems: 'center' }}>
        <View>
          <View className="hint">
            {t(earnName(order))} · {label('order.bill', order.bill.kind)}
          </View>
          <Money fen={order.bill.totals.earn} size="figure" up={order.bill.kind === 'actual'} />
          {order.earlierBills.length === 0 ? null : <View className="hint">{t('order.earnAll', { amount: yuan(earnedAll(order)) })}</View>}
        </View>
        <Press tone="quiet" onPress={() => void Taro.navigateTo({ url: `/packages/orders/pages/earned/index?id=${order.id}` })}>
          {t('order.viewEarned')}
        </Press>
      </View>
    </View>
  );
}

function Body({ order, isFromDesk, onChanged }: { order: OrderView; isFromDesk: boolean; onChanged: () => Promise<void> }) {
  const task = order.tasks.find(({ mine }) => mine);
  const queued = useQueued(order.id, isFromDesk, onChanged);
  const [signedCharge, setSignedCharge] = useState<number | null>(null);
  // with nothing else to do here the money is the act: it stands first
  const takesNow = !task && !isFromDesk && order.payment?.mode === 'installer' && order.payment.left > 0;
  return (
    <View>
      <Head order={order} isFromDesk={isFromDesk} onChanged={onChanged} />
      <View className="card">
        <ProgressBar steps={order.progress} />
      </View>
      {queued.map((act) => (
        <QueuedCard key={act.key} act={act} />
      ))}
      {queued.some(({ kind, problem }) => kind === 'orders.act' && problem === null) ? null : task ? (
        // a new task is a new form: nothing of the one before stays in it
        <TaskPanel
          key={`${task.token}:${task.node}`}
          order={order}
          task={task}
          isFromDesk={isFromDesk}
          onChanged={onChanged}
          onSigned={setSignedCharge}
        />
      ) : (
        <View>
          {takesNow ? <PaymentCard order={order} isFromDesk={isFromDesk} signedCharge={null} onChanged={onChanged} /> : null}
          <Idle order={order} />
          {order.bill.totals.earn === null || isFromDesk ? null : <Earned order={order} />}
        </View>
      )}
      <Earlier order={order} isFromDesk={isFromDesk} />
      {takesNow ? null : <PaymentCard order={order} isFromDesk={isFromDesk} signedCharge={signedCharge} onChanged={onChanged} />}
      <OrderRecord order={order} />
    </View>
  );
}

/** This order's acts that wait on the phone. When one has gone through by itself the page follows: staff to their own page, to the pay after a finish, else to the next step. */
function useQueued(orderId: string, isFromDesk: boolean, onChanged: () => Promise<void>): readonly QueuedAct[] {
  const queued = useOutbox().filter((act) => orderOf(act) === orderId);
  const count = queued.length;
  const before = useRef(count);
  const follow = useRef(onChanged);
  follow.current = onChanged;
  useEffect(() => {
    const went = count < before.current;
    before.current = count;
    if (!went) return;
    const done = takeDone(orderId);
    if (done && isFromDesk) toStaffPage(orderId);
    else if (done?.settled) void Taro.redirectTo({ url: `/packages/orders/pages/earned/index?id=${orderId}` });
    else void follow.current();
  }, [count, orderId, isFromDesk]);
  return queued;
}

/** Installer's view of one order: where to go, whom to call, and the task under the hand. Reads anew when it comes back to the front. */
export default function OrderDetailPage() {
  const { params } = useRouter();
  const { id = '' } = params;
  const isFromDesk = isStaffHere(params);
  const order = useKeptOperation<typeof getOrder>(getOrderMeta, { orderId: id }, withoutNumber);
  // the customer agrees, the desk acts: on other phones
  useReturn(() => void order.refetch());
  useLook(() => void order.refetch(), orderLook(id));
  usePullDownRefresh(() => void order.refetch().finally(() => Taro.stopPullDownRefresh()));
  const queued = useOutbox().some((act) => act.kind === 'orders.act' && act.input.orderId === id && act.problem === null);
  // it was his when it was read: given back, or given to somebody else, and nothing of it is his to see any more
  const isAway = !isFromDesk && order.data !== undefined && order.problem?.code === 'orders.not_found';
  const worksHere = !isAway && !queued && order.data?.tasks.some(({ mine }) => mine) === true;
  return (
    <Page working className={worksHere ? 'page-with-tall-bar' : ''}>
      {isFromDesk ? (
        <Press tone="quiet" onPress={() => toStaffPage(id)}>
          {t('staff.toOrder')}
        </Press>
      ) : null}
      {isAway ? (
        <Blank icon="check" title={t('order.away')} hint={t('order.awayHint')}>
          <Press onPress={() => void Taro.switchTab({ url: '/pages/home/index' })}>{t('earned.back')}</Press>
        </Blank>
      ) : (
        <Loaded reading={order} skeleton={<Skeleton heights={[212, 96, 260]} />}>
          {(data) => <Body order={data} isFromDesk={isFromDesk} onChanged={order.refetch} />}
        </Loaded>
      )}
    </Page>
  );
}
