import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { count } from '../../lib/format.ts';
import { type Act, BulkDialog } from './bulk-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import styles from './list.module.css';
import { t } from './list-messages.ts';
import type { OrderFilters } from './operations.ts';
import type { OrderSelection } from './use-selection.ts';

const STEERING: readonly Act[] = ['remind', 'suspend', 'resume', 'cancel'];
const DISPATCHING: readonly Act[] = ['reassign', 'offer'];

/** What can be done with the ticked orders, or with all that the filters find: stands at the bottom while any are ticked. */
export function BulkBar({ selection, filters }: { selection: OrderSelection; filters: OrderFilters }) {
  const maySteer = useMay('orders:steer');
  const mayDispatch = useMay('dispatch:assign');
  const mayExport = useMay('orders:export');
  const [open, setOpen] = useState<Act | 'export' | null>(null);
  const [isAll, setAll] = useState(false);
  const { ids } = selection;
  if (ids.length === 0) return null;
  const clear = () => {
    setAll(false);
    selection.clear();
  };
  const acts = [...(mayDispatch ? DISPATCHING : []), ...(maySteer ? STEERING : [])];
  return (
    <section className={styles.bulk} aria-label={t('bulk.label')}>
      <strong>{isAll ? t('bulk.found') : t('bulk.count', { count: count(ids.length) })}</strong>
      <Button type="link" onClick={() => setAll(!isAll)}>
        {isAll ? t('bulk.ticked', { count: count(ids.length) }) : t('bulk.all')}
      </Button>
      {acts.map((act) => (
        <Button key={act} danger={act === 'cancel'} onClick={() => setOpen(act)}>
          {t(`bulk.${act}`)}
        </Button>
      ))}
      {mayExport && <Button onClick={() => setOpen('export')}>{t('bulk.export')}</Button>}
      <Button type="link" onClick={clear}>
        {t('bulk.clear')}
      </Button>
      {open === 'export' && <ExportDialog filters={filters} orderIds={isAll ? [] : ids} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'export' && (
        <BulkDialog
          act={open}
          scope={isAll ? { filters } : { orderIds: ids }}
          onClose={(isDone) => {
            setOpen(null);
            if (isDone) clear();
          }}
        />
      )}
    </section>
  );
}
