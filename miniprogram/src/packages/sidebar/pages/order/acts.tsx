import type { previewCancel } from '@mingdan/shared/contracts/order-paths';
import { previewCancelMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { actOnOrder, OrderView } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useOperation } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { Consequences } from './consequences.tsx';
import { Reason } from './reason.tsx';
import { WithSlot } from './with-slot.tsx';

const ACTS = ['suspend', 'resume', 'cancel'] as const;
type Act = (typeof ACTS)[number];
const REASONS: Readonly<Record<Act, readonly string[]>> = {
  cancel: ['客户不需要了', '客户改约，时间未定', '重复开单', '地址不在服务范围'],
  suspend: ['等客户确认', '等配件', '客户暂时不方便'],
  resume: ['客户已确认', '配件已到'],
};

/** What staff may do with the order beside its tasks, each with a reason and its consequence. */
export function Acts({ order, onDone }: { order: OrderView; onDone: () => void }) {
  const [doing, setDoing] = useState<Act | null>(null);
  const [reason, setReason] = useState('');
  const [slotting, setSlotting] = useState<'reschedule' | 'return' | null>(null);
  const act = useAction<typeof actOnOrder>(actOnOrderMeta, order.id);
  // what cancelling costs is as of now, whatever the page behind has read
  const cost = useOperation<typeof previewCancel>(previewCancelMeta, doing === 'cancel' ? { orderId: order.id } : null);
  const isTold = doing !== 'cancel' || cost.data !== undefined;
  const offered = ACTS.filter((each) => order.abilities.includes(each));
  // a new appointment while somebody may still come; a return visit once somebody was there
  const withSlot =
    order.state === 'open' && order.phase !== 'closed' && offered.includes('cancel')
      ? 'reschedule'
      : order.state === 'done'
        ? 'return'
        : null;
  if (offered.length === 0 && withSlot === null) return null;

  const submit = async () => {
    if (!doing) return;
    const version = (doing === 'cancel' ? cost.data?.version : undefined) ?? order.version;
    const done = await act.run({ orderId: order.id, version, event: doing, reason: reason.trim() });
    if (!done) return;
    setDoing(null);
    toast(t(`act.done.${doing}`));
    onDone();
  };

  return (
    <View className="row gap-top" style={{ gap: '8px', flexWrap: 'wrap' }}>
      {withSlot ? (
        <Press tone="plain" onPress={() => setSlotting(withSlot)}>
          {t(`act.${withSlot}`)}
        </Press>
      ) : null}
      {offered.map((each) => (
        <Press
          key={each}
          tone={each === 'cancel' ? 'danger' : 'plain'}
          onPress={() => {
            setReason('');
            act.clear();
            setDoing(each);
          }}
        >
          {t(`act.${each}`)}
        </Press>
      ))}
      {slotting ? (
        <WithSlot
          order={order}
          kind={slotting}
          onClose={() => setSlotting(null)}
          onDone={() => {
            setSlotting(null);
            onDone();
          }}
        />
      ) : null}
      {doing ? (
        <Sheet
          title={t(`act.${doing}`)}
          open
          onClose={() => setDoing(null)}
          foot={
            <Press
              wide
              tone={doing === 'cancel' ? 'danger' : 'primary'}
              pending={act.pending}
              disabled={reason.trim() === '' || !isTold}
              onPress={() => void submit()}
            >
              {t(`act.confirm.${doing}`)}
            </Press>
          }
        >
          <View className="hint">{t(`act.hint.${doing}`)}</View>
          {doing === 'cancel' ? (
            <View className="gap-top">
              {cost.data ? <Consequences title={t('act.consequences')} told={cost.data.consequences} /> : null}
              {cost.loading && !cost.data ? <Skeleton heights={[96]} /> : null}
              <ProblemNotice problem={cost.problem} act={t('state.retry')} onAct={() => void cost.refetch()} />
            </View>
          ) : null}
          <View className="gap-top">
            <Reason usual={REASONS[doing]} value={reason} onChange={setReason} />
          </View>
          <ProblemNotice problem={act.problem} act={t('state.reload')} onAct={onDone} />
        </Sheet>
      ) : null}
    </View>
  );
}
