import type { HandoverView, InstallerCashOutput, recordHandover, voidHandover } from '@mingdan/shared/contracts/cash';
import { recordHandoverMeta, voidHandoverMeta } from '@mingdan/shared/contracts/cash.meta';
import { fen, parseYuan, plainYuan } from '@mingdan/shared/kernel/money';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { label } from '@mingdan/shared/messages/index';
import { handInAfterPay } from '@mingdan/shared/orders/hand-in';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { moment, yuan } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Field } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { VoidDialog } from '../../ui/void-dialog.tsx';
import { t } from './cash-messages.ts';
import { installerCashQuery } from './operations.ts';
import styles from './settlement.module.css';

const LONGEST = 200;

/** One installer's cash: what is in his hand, what he hands in now, what he handed in and took before. */
export function CashSheet({ installerId, onClose }: { installerId: string; onClose: () => void }) {
  const query = useQuery(installerCashQuery(installerId));
  return (
    <Sheet open onClose={onClose} width={680} title={query.data ? t('of', { name: query.data.name }) : t('title')}>
      <QueryBoundary query={query}>{(cash) => <Body cash={cash} />}</QueryBoundary>
    </Sheet>
  );
}

function Body({ cash }: { cash: InstallerCashOutput }) {
  const mayRecord = useMay('cash:record');
  const now = useNow();
  const [voiding, setVoiding] = useState<HandoverView>();
  return (
    <div className={styles.stack}>
      <dl className={styles.figures}>
        {(['taken', 'handedIn', 'inHand'] as const).map((figure) => (
          <div key={figure} className={styles.figure}>
            <dt className="muted">{t(`col.${figure}`)}</dt>
            <dd className={styles.figureValue}>
              <Money fen={cash[figure]} strong />
            </dd>
          </div>
        ))}
      </dl>
      {mayRecord && cash.inHand > 0 && <HandIn key={cash.inHand} cash={cash} />}
      <Card title={t('handovers')} flush>
        {cash.handovers.length === 0 ? (
          <Empty>{t('handoversEmpty')}</Empty>
        ) : (
          <DataTable
            label={t('handovers')}
            compact
            columns={handoverColumns(now, mayRecord, setVoiding)}
            rows={cash.handovers}
            rowKey={({ id }) => id}
            isFaded={({ voided }) => voided !== null}
          />
        )}
      </Card>
      <Card title={t('collections')} flush>
        {cash.collections.length === 0 ? (
          <Empty>{t('collectionsEmpty')}</Empty>
        ) : (
          <DataTable label={t('collections')} compact columns={collectionColumns(now)} rows={cash.collections} rowKey={({ id }) => id} />
        )}
      </Card>
      {voiding && <VoidHandover handover={voiding} onClose={() => setVoiding(undefined)} />}
    </div>
  );
}

/** What he hands in now; all that is in his hand unless another amount is written. */
function HandIn({ cash }: { cash: InstallerCashOutput }) {
  const { message, modal } = App.useApp();
  const today = businessDay(epochMs(useNow()));
  const [amount, setAmount] = useState(plainYuan(fen(cash.inHand)));
  const [day, setDay] = useState(today);
  const [note, setNote] = useState('');
  const write = useWrite<typeof recordHandover>(recordHandoverMeta, { onDone: () => void message.success(t('recorded')) });
  const parsed = parseYuan(amount.trim());
  const good = parsed !== null && parsed > 0;
  const owed = handInAfterPay(cash.inHand, cash.monthEarned);
  const told = (path: string) => problemOf(write.error).fields.find((field) => field.path === path)?.message;
  return (
    <Card title={t('handIn')}>
      <div className={styles.stack}>
        {cash.monthEarned > 0 && (
          <div className="secondary">
            {t(owed > 0 ? 'afterPay' : 'afterPayNone', {
              inHand: yuan(cash.inHand),
              earned: yuan(cash.monthEarned),
              owed: yuan(owed),
            })}
            {owed > 0 && (
              <Button type="link" className={styles.inline ?? ''} onClick={() => setAmount(plainYuan(fen(owed)))}>
                {t('fillOwed', { owed: yuan(owed) })}
              </Button>
            )}
          </div>
        )}
        <div className={styles.fields}>
          <Field title={t('amountYuan')} problem={good ? told('amount') : t('badAmount')}>
            {(id) => <Input id={id} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}
          </Field>
          <Field title={t('day')} problem={told('day')}>
            {(id) => <DateField id={id} max={today} value={day} onChange={setDay} />}
          </Field>
        </div>
        <Field title={t('noteField')} help={t('noteHint')}>
          {(id) => <Input id={id} maxLength={LONGEST} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        {write.isError && <ProblemView error={write.error} compact of="write" />}
        <span>
          <Button
            type="primary"
            disabled={!good || day === ''}
            loading={write.isPending}
            onClick={() =>
              good &&
              modal.confirm({
                title: t('sure', { name: cash.name, amount: yuan(parsed) }),
                content: t('sureHint', { left: yuan(cash.inHand - parsed) }),
                okText: t('handIn'),
                cancelText: t('notYet'),
                onOk: () => write.mutate({ installerId: cash.installerId, amount: parsed, day, note: note.trim() }),
              })
            }
          >
            {t('handIn')}
          </Button>
        </span>
      </div>
    </Card>
  );
}

function handoverColumns(now: number, mayVoid: boolean, onVoid: (handover: HandoverView) => void): readonly Column<HandoverView>[] {
  return [
    { title: t('day'), lead: true, cell: (row) => <span className="nowrap">{formatNearDay(row.day, now)}</span> },
    { title: t('col.amount'), align: 'right', cell: (row) => <Money fen={row.amount} /> },
    {
      title: t('col.note'),
      cell: (row) => (
        <>
          {row.note !== '' && <span>{row.note}</span>}
          <span className={`muted ${styles.under}`}>{t('by', { name: row.by, when: moment(row.at, now) })}</span>
          {row.voided && <span className={styles.under}>{t('voided', { name: row.voided.by, reason: row.voided.reason })}</span>}
        </>
      ),
    },
    {
      title: t('col.act'),
      align: 'right',
      cell: (row) =>
        mayVoid && row.voided === null ? (
          <Button type="link" danger className={styles.inline ?? ''} onClick={() => onVoid(row)}>
            {t('void')}
          </Button>
        ) : null,
    },
  ];
}

const collectionColumns = (now: number): readonly Column<InstallerCashOutput['collections'][number]>[] => [
  { title: t('day'), cell: (row) => <span className="nowrap">{formatNearDay(row.day, now)}</span> },
  {
    title: t('col.order'),
    lead: true,
    cell: (row) => (
      <Link to="/orders/$orderId" params={{ orderId: row.orderId }} className="mono nowrap">
        {row.number}
      </Link>
    ),
  },
  { title: t('col.how'), cell: (row) => `${label('pay.kind', row.kind)} · ${label('pay.method', row.method)}` },
  { title: t('col.amount'), align: 'right', cell: (row) => <Money fen={row.kind === 'refund' ? -row.amount : row.amount} /> },
];

function VoidHandover({ handover, onClose }: { handover: HandoverView; onClose: () => void }) {
  const { message } = App.useApp();
  const now = useNow();
  const write = useWrite<typeof voidHandover>(voidHandoverMeta, {
    onDone: () => {
      void message.success(t('voidDone'));
      onClose();
    },
  });
  return (
    <VoidDialog
      words={{ title: t('voidTitle'), ok: t('void'), cancel: t('cancel'), reason: t('reason'), note: t('voidNote') }}
      write={write}
      onVoid={(reason) => write.mutate({ handoverId: handover.id, reason })}
      onClose={onClose}
    >
      {formatNearDay(handover.day, now)} <Money fen={handover.amount} strong />
    </VoidDialog>
  );
}
