import type { getOrder, OrderView } from '@mingdan/shared/contracts/orders';
import { getOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import { formatAppointment, formatSince } from '@mingdan/shared/messages/format';
import { label, text } from '@mingdan/shared/messages/index';
import { leftOutWords } from '@mingdan/shared/orders/pay-words';
import { returnLine, returnWord } from '@mingdan/shared/orders/return-words';
import { standingWord } from '@mingdan/shared/orders/standing';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { Bill, billTitle, chargeLines } from '../../../../components/bill.tsx';
import { Chip, orderTone } from '../../../../components/chip.tsx';
import { Heading, Page } from '../../../../components/page.tsx';
import { Press } from '../../../../components/press.tsx';
import { ProgressLine } from '../../../../components/progress.tsx';
import { Loaded, Notice, Skeleton } from '../../../../components/states.tsx';
import { Timeline } from '../../../../components/timeline.tsx';
import { isReplaced, WaivedFoot } from '../../../../components/waived.tsx';
import { copy } from '../../../../lib/browser.ts';
import { orderLook } from '../../../../lib/stamps.ts';
import { useLook, useNow, useReturn } from '../../../../lib/use-now.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { wholeAddress } from '../../../../lib/whole-address.ts';
import { t } from '../../../../messages/staff.ts';
import { Acts } from './acts.tsx';
import { AskedNow } from './asked-now.tsx';
import { Comments } from './comments.tsx';
import { CorrectAddress } from './correct-address.tsx';
import { OwnTask } from './own-task.tsx';
import { Paid } from './paid.tsx';
import { PayWay } from './pay-way.tsx';
import { ProgressCard } from './progress-card.tsx';
import { OddPunches } from './punches.tsx';
import { CustomerQuestions, useQuestions } from './questions.tsx';
import { SendCards } from './send-card.tsx';
import './index.css';

function Facts({ order, onChanged }: { order: OrderView; onChanged: () => void }) {
  const now = useNow(60_000);
  const [correcting, setCorrecting] = useState(false);
  const mayCorrect = order.abilities.includes('correctAddress');
  return (
    <View className="card">
      <View className="row-between">
        <View className="title grow">{order.templateName}</View>
        <Chip tone={orderTone(order.state)}>{standingWord(order)}</Chip>
      </View>
      {order.returnOf || order.disputed || order.oddPunches.length > 0 ? (
        <View className="row chips">
          {order.returnOf ? <Chip tone="calm">{returnWord(order.returnOf.warranty)}</Chip> : null}
          {order.disputed ? <Chip tone="bad">{label('order.settlement', 'disputed')}</Chip> : null}
          {order.oddPunches.length > 0 ? <Chip tone="bad">{text('order.punch.odd')}</Chip> : null}
        </View>
      ) : null}
      <View className="hint mono" onClick={() => void copy(order.number, t('order.copied'))}>
        {order.number}
      </View>
      {order.returnOf ? <View className="secondary">{returnLine(order.returnOf)}</View> : null}
      <View className="gap-top">
        <View className="fact">
          <View className="fact-name">{t('order.slot')}</View>
          <View className="fact-value">
            {order.slot ? formatAppointment(order.slot, order.slotNote, now) : t('order.slotNone')}
            {(order.overlaps ?? []).map((words) => (
              <View key={words} className="slot-clash">
                {words}
              </View>
            ))}
          </View>
        </View>
        {order.finishedAt ? (
          <View className="fact">
            <View className="fact-name">{t('order.finishedAt')}</View>
            <View className="fact-value">{formatSince(order.finishedAt, now)}</View>
          </View>
        ) : null}
        <View className="fact">
          <View className="fact-name">{t('order.customer')}</View>
          <View className="fact-value">
            {order.customer.name} {order.customer.phoneMasked}
            {order.customer.onFile === null ? null : (
              <View className="hint tiny">{t('staff.onFile', { name: order.customer.onFile })}</View>
            )}
          </View>
        </View>
        <View className="fact">
          <View className="fact-name">{t('customer.address')}</View>
          <View className="fact-value">
            {wholeAddress(order.regionName, order.address.text)}
            <View className="hint tiny">
              {t(order.address.lat !== null ? 'site.hasPoint' : mayCorrect ? 'site.noPointOrder' : 'site.noPointOnly')}
            </View>
            {mayCorrect ? (
              <Press tone="quiet" onPress={() => setCorrecting(true)}>
                {t('address.title')}
              </Press>
            ) : null}
          </View>
        </View>
        {order.state === 'cancelled' && !order.installer ? null : (
          <View className="fact">
            <View className="fact-name">{t('staff.installer')}</View>
            <View className="fact-value">
              {order.installer ? order.installer.name : order.phase === 'dispatch' ? <AskedNow order={order} /> : t('staff.noInstaller')}
            </View>
          </View>
        )}
      </View>
      {correcting ? (
        <CorrectAddress
          order={order}
          onClose={() => setCorrecting(false)}
          onDone={() => {
            setCorrecting(false);
            onChanged();
          }}
        />
      ) : null}
    </View>
  );
}

/** Entries of the history that change nothing of what a card told the customer. */
const STILL: readonly string[] = ['commented', 'link_opened', 'question_asked', 'sla', 'reminded'];

/** When something happened on the order last. */
const movedAt = ({ timeline }: OrderView): number =>
  Math.max(0, ...timeline.filter(({ type }) => !STILL.includes(type)).map(({ at }) => at));

/** Comments have a card of their own. */
const isNoComment = ({ visibility }: OrderView['timeline'][number]): boolean => visibility === null;

/** What the order waits for, in a line. */
function nextOf({ progress, tasks }: OrderView): string {
  return tasks[0]?.name ?? progress.find(({ status }) => status === 'current')?.label ?? '';
}

/**
 * What is to be known of the bill's amounts: that warranty leaves nothing to pay, extra lines that are not in them, that work may come out otherwise. A fee that
 * is looked into has a line of its own above.
 */
function billNote({ bill, returnOf, consents }: OrderView): string | undefined {
  const notes = [
    ...(returnOf?.warranty ? [text('order.return.billFree')] : []),
    ...leftOutWords({ unverified: 0 }, consents),
    ...(bill.kind === 'planned' ? [t('staff.billPlannedHint')] : []),
  ];
  return notes.length > 0 ? notes.join('。') : undefined;
}

function Body({ order, fresh, already, onChanged }: { order: OrderView; fresh: boolean; already: boolean; onChanged: () => void }) {
  const now = useNow(60_000);
  const asked = useQuestions(order.id, order.version);
  const questions = asked.data?.items ?? [];
  // who waits for an answer comes before everything else, and the answer stays where it was written
  const first = useRef(false);
  first.current ||= questions.some(({ answer }) => answer === null);
  const answers = <CustomerQuestions orderId={order.id} asked={asked} mayWaive={order.payment?.mayWaive ?? 0} onDone={onChanged} />;
  const stamp = `${order.version} ${questions.filter(({ answer }) => answer !== null).length}`;
  return (
    <View>
      {already ? <Notice text={t('staff.already')} /> : null}
      {order.contactLost ? (
        <Notice text={t('staff.contactLost', { by: order.contactLost.by, when: formatSince(order.contactLost.at, now) })} />
      ) : null}
      {first.current ? answers : null}
      <OwnTask order={order} onDone={onChanged} />
      {asked.data || asked.problem ? (
        <SendCards orderId={order.id} customerId={order.customer.id} stamp={stamp} movedAt={movedAt(order)} fresh={fresh} />
      ) : null}
      <PayWay order={order} onDone={onChanged} />
      <OddPunches order={order} onDone={onChanged} />
      <Facts order={order} onChanged={onChanged} />
      <ProgressCard orderId={order.id} customerId={order.customer.id} />
      <View className="card">
        {order.state === 'open' ? <View className="lead">{t('staff.next', { what: nextOf(order) })}</View> : null}
        <ProgressLine steps={order.progress} />
        <Acts order={order} onDone={onChanged} />
      </View>
      {order.state === 'cancelled' && order.bill.kind === 'planned' ? null : (
        <Bill
          title={billTitle(order.bill.kind)}
          lines={chargeLines(order.bill.lines)}
          total={order.bill.totals.charge}
          totalName={t(
            order.earlierBills.length === 0 ? 'customer.billTotal' : order.bill.kind === 'planned' ? 'bill.nextVisit' : 'bill.thisVisit',
          )}
          mark={order.signature ? <Chip tone="good">{t('order.signed')}</Chip> : undefined}
          foot={
            <WaivedFoot payment={order.payment} earlier={order.earlierBills.reduce((sum, { totals }) => sum + (totals.charge ?? 0), 0)} />
          }
          replaced={order.earlierBills.length === 0 && isReplaced(order.payment)}
          note={billNote(order)}
        />
      )}
      <Paid order={order} />
      {first.current ? null : answers}
      <Comments order={order} onDone={onChanged} />
      <Heading>{t('order.timeline')}</Heading>
      <Timeline entries={order.timeline.filter(isNoComment)} />
    </View>
  );
}

/**
 * To the customer of the chat. Not a step back: an order that was just opened has taken the form's place, and a page in a frame shares its history with the frames
 * beside it.
 */
function toCustomer(): void {
  void Taro.reLaunch({ url: '/packages/sidebar/pages/home/index' });
}

/** Staff's view of one order: the card to send, where it stands, what it costs the customer. */
export default function StaffOrderPage() {
  const { id = '', new: fresh = '', already = '' } = useRouter().params;
  const order = useOperation<typeof getOrder>(getOrderMeta, { orderId: id });
  useReturn(() => void order.refetch());
  useLook(() => void order.refetch(), orderLook(id));
  usePullDownRefresh(() => void order.refetch().finally(() => Taro.stopPullDownRefresh()));
  return (
    <Page>
      <Press tone="quiet" onPress={toCustomer}>
        {t('staff.toCustomer')}
      </Press>
      <Loaded reading={order} skeleton={<Skeleton heights={[180, 240, 200]} />}>
        {(data) => <Body order={data} fresh={fresh === '1'} already={already === '1'} onChanged={() => void order.refetch()} />}
      </Loaded>
    </Page>
  );
}
