import type { CustomerView, saveContact } from '@mingdan/shared/contracts/customers';
import { saveContactMeta } from '@mingdan/shared/contracts/customers.meta';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './customers.module.css';
import { t } from './messages.ts';

/** Name and number of a customer. A number that stands on another record is told of; a person says that it is somebody else. */
export function ContactDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const { message } = App.useApp();
  const [name, setName] = useState(customer.name);
  const [phone, setPhone] = useState(customer.phone ?? '');
  const [isOther, setOther] = useState(false);
  const save = useWrite<typeof saveContact>(saveContactMeta, {
    onDone: () => {
      void message.success(t('contact.saved'));
      onClose();
    },
  });
  const isKnown = save.isError && problemOf(save.error).code === 'customers.phone_known';
  const isPhone = phone.trim() === '' || /^\d{5,15}$/.test(phone.trim());
  return (
    <Modal
      open
      title={t('contact.title')}
      okText={t('contact.save')}
      cancelText={t('merge.cancel')}
      okButtonProps={{ disabled: name.trim() === '' || !isPhone || (isKnown && !isOther), loading: save.isPending }}
      onOk={() => save.mutate({ customerId: customer.id, name: name.trim(), phone: phone.trim() || null, samePhone: isOther })}
      onCancel={onClose}
    >
      <div className={styles.lines}>
        <Field title={t('col.name')}>
          {(id) => <Input id={id} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field title={t('col.phone')} help={t('contact.phoneNote')}>
          {(id) => <Input id={id} inputMode="numeric" maxLength={15} value={phone} onChange={(event) => setPhone(event.target.value)} />}
        </Field>
        {save.isError && <ProblemView error={save.error} compact of="write" />}
        {isKnown && (
          <label>
            <input type="checkbox" checked={isOther} onChange={(event) => setOther(event.target.checked)} /> {t('contact.same')}
          </label>
        )}
      </div>
    </Modal>
  );
}
