import type { startOrderExport } from '@mingdan/shared/contracts/order-batches';
import { startOrderExportMeta } from '@mingdan/shared/contracts/order-batches.meta';
import { EXPORT_COLUMN_KEYS, EXPORT_MONEY, type ExportColumn } from '@mingdan/shared/contracts/order-columns';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useMay, useMe } from '../../lib/access.ts';
import { count } from '../../lib/format.ts';
import { useWrite } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import { BatchProgress } from './batch-progress.tsx';
import styles from './list.module.css';
import { t } from './list-messages.ts';
import type { OrderFilters } from './operations.ts';
import { ScopeLine, useScope } from './scope-line.tsx';

/** What goes into a file of orders; then its progress and the way to fetch it. */
export function ExportDialog({
  filters,
  orderIds,
  first = EXPORT_COLUMN_KEYS.filter((column) => column !== 'address'),
  onClose,
}: {
  filters: OrderFilters;
  /** Ticked orders; none: everything that the filters find. */
  orderIds: readonly string[];
  /** Columns that are ticked to begin with. */
  first?: readonly ExportColumn[];
  onClose: () => void;
}) {
  const mayPlain = useMay('orders:export_plain');
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [what, setWhat] = useState<'selected' | 'all'>(orderIds.length > 0 ? 'selected' : 'all');
  const [columns, setColumns] = useState<ReadonlySet<ExportColumn>>(() => new Set(first));
  const [plain, setPlain] = useState(false);
  const [batchId, setBatchId] = useState<string | null>(null);
  const start = useWrite<typeof startOrderExport>(startOrderExportMeta, { onDone: ({ id }) => setBatchId(id) });
  const scope = useScope(what === 'selected' && orderIds.length > 0 ? { orderIds } : { filters });
  const { money } = useMe();
  const offered = EXPORT_COLUMN_KEYS.filter((column) => {
    const figure = EXPORT_MONEY[column];
    return (plain || column !== 'address') && (figure === undefined || money.includes(figure));
  });
  const chosen = offered.filter((column) => columns.has(column));
  const toggle = (column: ExportColumn, on: boolean) => {
    const next = new Set(columns);
    if (on) next.add(column);
    else next.delete(column);
    setColumns(next);
  };
  const go = () =>
    start.mutate({
      format,
      columns: chosen,
      plain,
      ...(what === 'selected' && orderIds.length > 0 ? { orderIds: [...orderIds] } : { filters }),
    });
  return (
    <Modal
      open
      title={t('export.title')}
      onCancel={onClose}
      {...(batchId === null
        ? {
            okText: t('export.go', { count: scope.shown }),
            onOk: go,
            okButtonProps: { disabled: chosen.length === 0 || !scope.isReady, loading: start.isPending },
          }
        : { footer: null })}
    >
      {batchId !== null ? (
        <BatchProgress batchId={batchId} onClose={onClose} />
      ) : (
        <div className={styles.dialog}>
          {orderIds.length > 0 && (
            <fieldset className={styles.fieldset}>
              <legend>{t('export.what')}</legend>
              <Radio.Group
                value={what}
                onChange={(event) => setWhat(event.target.value as 'selected')}
                options={[
                  { value: 'selected', label: t('export.selected', { count: count(orderIds.length) }) },
                  { value: 'all', label: t('export.all') },
                ]}
              />
            </fieldset>
          )}
          <ScopeLine scope={scope} />
          <fieldset className={styles.fieldset}>
            <legend>{t('export.format')}</legend>
            <Radio.Group
              value={format}
              onChange={(event) => setFormat(event.target.value as 'csv')}
              options={[
                { value: 'xlsx', label: 'Excel（XLSX）' },
                { value: 'csv', label: 'CSV' },
              ]}
            />
          </fieldset>
          <fieldset className={`${styles.fieldset} ${styles.columnGrid}`}>
            <legend>{t('export.columns')}</legend>
            {offered.map((column) => (
              <label key={column}>
                <input type="checkbox" checked={columns.has(column)} onChange={(event) => toggle(column, event.target.checked)} />
                {t(`export.${column}`)}
              </label>
            ))}
          </fieldset>
          {chosen.some((column) => column !== 'charge' && EXPORT_MONEY[column] !== undefined) && (
            <p className="muted">{t('export.moneyNote')}</p>
          )}
          {mayPlain && (
            <label className={styles.plain}>
              <input type="checkbox" checked={plain} onChange={(event) => setPlain(event.target.checked)} />
              <span>
                {t('export.plain')}
                <span className="muted">{t('export.plainNote')}</span>
              </span>
            </label>
          )}
          {start.isError && <ProblemView error={start.error} compact of="write" />}
        </div>
      )}
    </Modal>
  );
}
