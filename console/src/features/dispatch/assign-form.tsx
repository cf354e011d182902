import type { assignOrder, DispatchCandidatesOutput, offerOrder } from '@mingdan/shared/contracts/dispatch-board';
import { assignOrderMeta, offerOrderMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import { App, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { Consequences } from '../../ui/consequences.tsx';
import { Card } from '../../ui/page.tsx';
import { CandidateList, ExcludedList } from './candidate-list.tsx';
import { nextCrew, weightAt } from './crew-choice.ts';
import { t } from './messages.ts';
import { MoveEnd } from './move-end.tsx';
import styles from './panel.module.css';
import { usePreview } from './use-preview.ts';

interface Member {
  readonly installerId: string;
  readonly weight: number;
}

/** Chooses a crew, shows what would come of it, and does it: assigned at once, or asked first. */
export function AssignForm({
  order,
  first,
  onDone,
  onRefresh,
}: {
  order: DispatchCandidatesOutput;
  /** Chosen to begin with: whose row the order was dropped on. */
  first?: string | undefined;
  onDone: () => void;
  onRefresh: () => void;
}) {
  const { message } = App.useApp();
  const [isPair, setPair] = useState(order.crewWeights.length > 1);
  const [crew, setCrew] = useState<readonly Member[]>(() => (first === undefined ? [] : nextCrew([], first, 1, order.crewWeights)));
  const [how, setHow] = useState<'assign' | 'offer'>('assign');
  const [reason, setReason] = useState('');
  const size = isPair ? Math.max(2, order.crewWeights.length) : 1;
  // a whole crew can be asked at once where it is as many as the template wants
  const canAsk = order.stage === 'looking' && size === order.crewWeights.length;
  const way = canAsk ? how : 'assign';
  const nameOf = (id: string) => [...order.candidates, ...order.excluded].find(({ installerId }) => installerId === id)?.name ?? '';
  const names = crew.map(({ installerId }) => nameOf(installerId)).join('、');
  const isComplete = crew.length === size;
  const preview = usePreview(isComplete ? { orderId: order.orderId, crew: [...crew], how: way } : null);
  const done = (key: 'assign' | 'offer') => () => {
    void message.success(t(`panel.done.${key}`, { name: names }));
    onDone();
  };
  const assign = useWrite<typeof assignOrder>(assignOrderMeta, { onDone: done('assign') });
  const offer = useWrite<typeof offerOrder>(offerOrderMeta, { onDone: done('offer') });
  const write = way === 'offer' ? offer : assign;
  const toggle = (installerId: string) => {
    assign.reset();
    offer.reset();
    setCrew(nextCrew(crew, installerId, size, order.crewWeights));
  };
  const submit = () => {
    const more = { orderId: order.orderId, version: order.version, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    const ids = crew.map(({ installerId }) => installerId);
    if (way === 'offer') offer.mutate(ids.length > 1 ? { ...more, crew: ids } : { ...more, installerId: ids[0]! });
    else assign.mutate({ ...more, crew: [...crew] });
  };
  const chosen = crew.map(({ installerId }) => installerId);
  if (order.stage === 'fixed') return <Card title={t('panel.fixed')}>{order.stageText}</Card>;
  return (
    <>
      <Card title={t('panel.candidates', { count: order.candidates.length })} extra={!order.seesPay && t('panel.seesNoPay')}>
        <Checkbox
          checked={isPair}
          disabled={order.crewWeights.length > 1}
          onChange={(event) => {
            setPair(event.target.checked);
            setCrew(crew.slice(0, event.target.checked ? 2 : 1));
          }}
        >
          {t('panel.pair')}
        </Checkbox>
        {isPair && <p className={styles.hint}>{t('panel.pairHint')}</p>}
        {order.candidates.length === 0 && <p>{t('panel.none')}</p>}
        <CandidateList candidates={order.candidates} chosen={chosen} seesPay={order.seesPay} onToggle={toggle} />
        <ExcludedList excluded={order.excluded} chosen={chosen} onToggle={toggle} />
      </Card>
      <div className={styles.move}>
        {!isComplete ? <p className="muted">{t('panel.choosing')}</p> : <Consequences title={t('panel.consequences')} preview={preview} />}
        {isPair &&
          way === 'assign' &&
          crew.map(({ installerId, weight }, index) => (
            <label key={installerId} className={styles.weight}>
              <span>
                {nameOf(installerId)} · {t(index === 0 ? 'role.leader' : 'role.helper')}
              </span>
              <input
                type="number"
                min={1}
                max={100}
                aria-label={t('panel.weight', { name: nameOf(installerId) })}
                value={weight}
                onChange={(event) => setCrew(weightAt(crew, index, Number(event.target.value)))}
              />
            </label>
          ))}
        {canAsk && (
          <Radio.Group aria-label={t('panel.how')} value={way} onChange={(event) => setHow(event.target.value as 'assign' | 'offer')}>
            <Radio value="assign">{t(size > 1 ? 'panel.how.assignCrew' : 'panel.how.assign')}</Radio>
            <Radio value="offer">{t(size > 1 ? 'panel.how.offerCrew' : 'panel.how.offer')}</Radio>
          </Radio.Group>
        )}
        <MoveEnd
          act={t(way === 'offer' ? 'panel.offer' : order.crew.length > 0 ? 'panel.reassign' : 'panel.assign')}
          reason={reason}
          isReasonNeeded={preview.data?.reasonNeeded === true}
          onReason={setReason}
          write={write}
          isReady={isComplete && preview.data?.possible === true && !preview.isPlaceholderData}
          onSubmit={submit}
          onRefresh={onRefresh}
        />
      </div>
    </>
  );
}
