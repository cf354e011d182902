import type { deleteOrderView, OrderListView, saveOrderView, ViewAudience } from '@mingdan/shared/contracts/order-views';
import { deleteOrderViewMeta, saveOrderViewMeta } from '@mingdan/shared/contracts/order-views.meta';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { count } from '../../lib/format.ts';
import { useWrite } from '../../lib/query.ts';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { sameView } from './filter-words.ts';
import styles from './list.module.css';
import { t } from './list-messages.ts';
import { type OrderFilters, viewsQuery } from './operations.ts';

const REFRESH_MS = 60_000;
/** What stands until the server has told more: the list itself. */
const FIRST: readonly OrderListView[] = [
  { id: 'all', name: '全部', filters: {}, audience: 'company', kind: 'product', ownerName: null, count: 0, more: false },
];

/** The views as tabs with their counts: those of the product, one's own, and shared ones. The current filters can be kept as one. */
export function ViewTabs({ filters }: { filters: OrderFilters }) {
  const query = useQuery({ ...viewsQuery, refetchInterval: REFRESH_MS });
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const views = query.data?.items ?? FIRST;
  const current = views.find((view) => sameView(view.filters, filters));
  return (
    <div className={styles.views}>
      <LinkTabs label={t('views.label')}>
        {views.map((view) => (
          <Link
            key={view.id}
            to="/orders"
            search={view.filters}
            className={tabClass}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={view.id === current?.id ? 'page' : undefined}
            title={view.kind === 'shared' && view.ownerName !== null ? t('views.by', { name: view.ownerName }) : undefined}
          >
            {view.name}
            {query.data !== undefined && <Count view={view} />}
          </Link>
        ))}
      </LinkTabs>
      {query.data !== undefined && current === undefined && Object.keys(filters).length > 0 && (
        <Button type="link" onClick={() => setDialog('new')}>
          {t('views.save')}
        </Button>
      )}
      {current?.kind === 'mine' && (
        <Button type="link" onClick={() => setDialog('edit')}>
          {t('views.edit')}
        </Button>
      )}
      {dialog !== null && query.data !== undefined && (
        <ViewDialog
          view={dialog === 'edit' ? current : undefined}
          filters={filters}
          mayShare={query.data.mayShare}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

function Count({ view }: { view: OrderListView }) {
  const shown = view.more ? `${count(view.count)}+` : count(view.count);
  return (
    <span className={styles.tabCount}>
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{t(view.more ? 'views.more' : 'views.count', { count: count(view.count) })}</span>
    </span>
  );
}

/** Name and audience of a view; an existing one can also be deleted. */
function ViewDialog({
  view,
  filters,
  mayShare,
  onClose,
}: {
  view: OrderListView | undefined;
  filters: OrderFilters;
  mayShare: readonly ViewAudience[];
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const [name, setName] = useState(view?.name ?? '');
  const [audience, setAudience] = useState<ViewAudience>(view?.audience ?? 'me');
  const nameId = useId();
  const closeWith = (words: string) => () => {
    void message.success(words);
    onClose();
  };
  const save = useWrite<typeof saveOrderView>(saveOrderViewMeta, { onDone: closeWith(t('views.saved')) });
  const remove = useWrite<typeof deleteOrderView>(deleteOrderViewMeta, { onDone: closeWith(t('views.deleted')) });
  const { q: _q, customerId: _customer, ...kept } = filters;
  const problem = save.error ?? remove.error;
  return (
    <Modal
      open
      title={t(view === undefined ? 'views.saveTitle' : 'views.editTitle')}
      onCancel={onClose}
      onOk={() => save.mutate({ ...(view === undefined ? {} : { viewId: view.id }), name: name.trim(), filters: kept, audience })}
      okText={t('views.save')}
      okButtonProps={{ disabled: name.trim() === '', loading: save.isPending }}
    >
      <div className={styles.dialog}>
        <label htmlFor={nameId}>{t('views.name')}</label>
        <Input
          id={nameId}
          maxLength={20}
          placeholder={t('views.namePlaceholder')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {mayShare.length > 1 && (
          <fieldset className={styles.fieldset}>
            <legend>{t('views.audience')}</legend>
            <Radio.Group
              value={audience}
              onChange={(event) => setAudience(event.target.value as ViewAudience)}
              options={mayShare.map((value) => ({ value, label: t(`views.audience.${value}`) }))}
            />
            <p className="muted">{t('views.audienceNote')}</p>
          </fieldset>
        )}
        {filters.q !== undefined && <p className="muted">{t('views.search')}</p>}
        {view !== undefined && (
          <div>
            <Button danger loading={remove.isPending} onClick={() => remove.mutate({ viewId: view.id })}>
              {t('views.delete')}
            </Button>
            <p className="muted">{t('views.deleteNote')}</p>
          </div>
        )}
        {problem !== null && <ProblemView error={problem} compact of="write" />}
      </div>
    </Modal>
  );
}
