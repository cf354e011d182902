import type { CustomerOrderView, customerOrder } from '@mingdan/shared/contracts/customer-page';
import { customerOrderMeta } from '@mingdan/shared/contracts/customer-page.meta';
import type { AroundOrder, aroundOrder } from '@mingdan/shared/contracts/customer-service';
import { aroundOrderMeta } from '@mingdan/shared/contracts/customer-service.meta';
import { formatAppointment, formatSince } from '@mingdan/shared/messages/format';
import { standingWord } from '@mingdan/shared/orders/standing';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { Bill, billTitle, chargeLines } from '../../../../components/bill.tsx';
import { Chip, orderTone } from '../../../../components/chip.tsx';
import { UnverifiedMark } from '../../../../components/earlier-bill.tsx';
import { yuan } from '../../../../components/money.tsx';
import { Page } from '../../../../components/page.tsx';
import { ProgressLine } from '../../../../components/progress.tsx';
import { Blank, Failure, Loaded, Skeleton } from '../../../../components/states.tsx';
import { isReplaced, WaivedFoot } from '../../../../components/waived.tsx';
import { callAsCustomer } from '../../../../lib/api.ts';
import { customerLook } from '../../../../lib/stamps.ts';
import { useLook, useNow, useReturn } from '../../../../lib/use-now.ts';
import { useReading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/customer.ts';
import { Confirm } from './confirm.tsx';
import { AnsweredConsents, Consents } from './consents.tsx';
import { EarlierVisits, Finished, Payment } from './extras.tsx';
import { NextAct } from './next-act.tsx';
import { ObjectToBill } from './object.tsx';
import { Questions } from './questions.tsx';
import { ChangeSlot } from './slot.tsx';
import { Subscribe } from './subscribe.tsx';
import { useLink } from './use-link.ts';
import './index.css';

function Facts({
  order,
  around,
  onChanged,
}: {
  order: CustomerOrderView;
  around: AroundOrder | undefined;
  onChanged: () => Promise<void>;
}) {
  const now = useNow(60_000);
  return (
    <View className="card">
      <View className="row-between">
        <View className="title grow">{order.title}</View>
        <Chip tone={orderTone(order.state)}>{standingWord(order)}</Chip>
      </View>
      <View className="hint mono">{order.number}</View>
      <View className="gap-top">
        <View className="fact">
          <View className="fact-name">{t('customer.slot')}</View>
          <View className="fact-value">{order.slot ? formatAppointment(order.slot, order.slotNote, now) : t('order.slotNone')}</View>
        </View>
        {order.finishedAt ? (
          <View className="fact">
            <View className="fact-name">{t('order.finishedAt')}</View>
            <View className="fact-value">{formatSince(order.finishedAt, now)}</View>
          </View>
        ) : null}
        <View className="fact">
          <View className="fact-name">{t('customer.address')}</View>
          <View className="fact-value">
            {around ? <View>{around.regionName}</View> : null}
            <View className={around ? 'secondary' : ''}>{order.addressShort}</View>
          </View>
        </View>
        {order.state === 'cancelled' && !order.installerName ? null : (
          <View className="fact">
            <View className="fact-name">{t('staff.installer')}</View>
            <View className="fact-value">{around?.installer?.name ?? order.installerName ?? t('staff.noInstaller')}</View>
          </View>
        )}
      </View>
      {around && order.next.act !== 'slot' ? <ChangeSlot order={order} reschedule={around.reschedule} onChanged={onChanged} /> : null}
    </View>
  );
}

function OpenOrder({ onRefused }: { onRefused: () => void }) {
  const order = useReading('customerPage.get', () => callAsCustomer<typeof customerOrder>(customerOrderMeta, {}));
  // what stands around the order comes second: the page does not wait for it
  const around = useReading('customerPage.around', () => callAsCustomer<typeof aroundOrder>(aroundOrderMeta, {}));
  const refetch = async () => {
    await Promise.all([order.refetch(), around.refetch()]);
  };
  useReturn(() => void refetch());
  useLook(() => void refetch(), customerLook);
  usePullDownRefresh(() => void refetch().finally(() => Taro.stopPullDownRefresh()));
  // the session of a link ends with the link: open it anew, which asks who is there
  if (order.problem?.status === 401 && order.data === undefined)
    return <Failure problem={{ ...order.problem, status: 409 }} offline={false} onRetry={onRefused} />;
  return (
    <Loaded reading={order} skeleton={<Skeleton heights={[120, 180, 240]} />}>
      {(data) => (
        <View>
          <Consents order={data} onChanged={refetch} />
          {data.next.act === 'consent' ? null : (
            <NextAct order={data} objected={objectionOf(around.data) !== undefined} around={around.data} onChanged={refetch} />
          )}
          {isWorkAhead(data) ? <Subscribe orderId={data.id} /> : null}
          <Facts order={data} around={around.data} onChanged={refetch} />
          <View className="card">
            <View className="lead" style={{ marginBottom: '12px' }}>
              {t('customer.progress')}
            </View>
            <ProgressLine
              steps={data.progress}
              faces={Object.fromEntries((around.data?.faces ?? []).map(({ stop, name, letter }) => [stop, { name, letter }]))}
            />
          </View>
          {data.state === 'cancelled' && data.bill.kind === 'planned' ? null : (
            <Bill
              title={billTitle(data.bill.kind)}
              lines={chargeLines(data.bill.lines)}
              total={data.bill.total}
              totalName={t('customer.billTotal')}
              mark={
                data.bill.unverified ? <UnverifiedMark /> : data.signature ? <Chip tone="good">{t('customer.signedMark')}</Chip> : undefined
              }
              foot={data.earlierBills.length === 0 ? <WaivedFoot payment={data.payment} /> : null}
              replaced={data.earlierBills.length === 0 && isReplaced(data.payment)}
              note={billNote(data, around.data)}
            />
          )}
          <AnsweredConsents consents={data.consents} />
          <EarlierVisits order={data} />
          {data.verified && (data.bill.kind === 'actual' || data.earlierBills.length > 0) ? (
            <ObjectToBill orderId={data.id} open={objectionOf(around.data)} onChanged={refetch} />
          ) : null}
          {data.payment ? (
            <Payment payment={data.payment} cancelled={data.state === 'cancelled'} objected={objectionOf(around.data) !== undefined} />
          ) : null}
          {around.data ? <Finished around={around.data} /> : null}
          {around.data && data.verified ? <Questions orderId={data.id} around={around.data} onChanged={around.refetch} /> : null}
          {data.comments.length > 0 ? <Comments comments={data.comments} /> : null}
        </View>
      )}
    </Loaded>
  );
}

/** Notices tell of the work; once it is done there is none to come. */
const isWorkAhead = ({ state, phase }: CustomerOrderView): boolean =>
  state !== 'done' && state !== 'cancelled' && !['review', 'settle', 'closed'].includes(phase);

/** The objection to the bill that waits for its answer. */
const objectionOf = (around: AroundOrder | undefined): AroundOrder['questions'][number] | undefined =>
  around?.questions.find(({ objection, answer }) => Boolean(objection) && answer === null);

function billNote(order: CustomerOrderView, around: AroundOrder | undefined): string | undefined {
  if (order.bill.unverified) return [order.bill.why, t('bill.unverifiedWhy')].filter(Boolean).join('。');
  if (order.bill.why) return order.bill.why;
  if (around && around.commission !== null) return t('customer.commission', { amount: yuan(around.commission) });
  return order.bill.kind === 'planned' ? t('customer.billPlannedHint') : undefined;
}

function Comments({ comments }: { comments: CustomerOrderView['comments'] }) {
  const now = useNow(60_000);
  return (
    <View className="card">
      <View className="lead">{t('customer.comments')}</View>
      {comments.map((comment) => (
        <View key={`${comment.at}${comment.by}`} className="asked-answer">
          <View>{comment.text}</View>
          <View className="hint">
            {comment.by} · {formatSince(comment.at, now)}
          </View>
        </View>
      ))}
    </View>
  );
}

/** A customer's page of one order, opened by the link that staff sent: what to do now, where it stands, what it costs. */
export default function CustomerOrderPage() {
  const { t: token = '' } = useRouter().params;
  const { link, confirm, again } = useLink(token);
  if (token === '') {
    return (
      <Page>
        <Blank icon="alert" title={t('customer.noLink')} />
      </Page>
    );
  }
  return (
    <Page>
      {link.step === 'opening' ? (
        <View>
          <View className="hint" style={{ padding: '16px 4px 0' }}>
            {t('customer.opening')}
          </View>
          <Skeleton heights={[120, 180, 240]} />
        </View>
      ) : null}
      {link.step === 'ask' ? <Confirm problem={link.problem} login={link.login} sending={link.sending} onConfirm={confirm} /> : null}
      {link.step === 'refused' ? <Failure problem={link.problem} offline={link.offline} onRetry={again} /> : null}
      {link.step === 'open' ? <OpenOrder onRefused={again} /> : null}
    </Page>
  );
}
