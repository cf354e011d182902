import type { deleteOrderView, OrderListView, saveOrderView, ViewAudience } from '@mingdan/shared/contracts/order-views';
import { deleteOrderViewMeta, saveOrderViewMeta } from '@mingdan/shared/contracts/order-views.meta';
import { App, Button, Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './list.module.css';
import { t } from './list-messages.ts';
import type { OrderFilters } from './operations.ts';

/** Name and audience of a view; an existing one can also be deleted. */
export function ViewDialog({
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
