import type { setWarranty } from '@mingdan/shared/contracts/customer-file';
import { setWarrantyMeta } from '@mingdan/shared/contracts/customer-file.meta';
import type { CustomerView, saveDevice } from '@mingdan/shared/contracts/customers';
import { saveDeviceMeta } from '@mingdan/shared/contracts/customers.meta';
import { App, Input, Modal, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { DateField } from '../../ui/date-field.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './customers.module.css';
import { t } from './messages.ts';

type Device = CustomerView['devices'][number];

/** Adds a device or changes one. The warranty is a write of its own: it is sent once the device is stored, and only when it changed. */
export function DeviceDialog({
  customer,
  device,
  warranty,
  onClose,
}: {
  customer: CustomerView;
  device: Device | null;
  warranty: string | null;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const [draft, setDraft] = useState({
    kind: device?.kind ?? '',
    brand: device?.brand ?? '',
    model: device?.model ?? '',
    serial: device?.serial ?? '',
    siteId: device?.siteId ?? null,
    until: warranty ?? '',
  });
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const done = () => {
    void message.success(t('device.saved'));
    onClose();
  };
  const warrant = useWrite<typeof setWarranty>(setWarrantyMeta, { onDone: done });
  const save = useWrite<typeof saveDevice>(saveDeviceMeta, {
    onDone: (stored) => {
      // of a new device the server made the id: it is the one that was not there before
      const deviceId = device?.id ?? stored.devices.find(({ id }) => !customer.devices.some((known) => known.id === id))?.id;
      if (deviceId === undefined || draft.until === (warranty ?? '')) done();
      else warrant.mutate({ customerId: customer.id, deviceId, until: draft.until || null });
    },
  });
  const { until: _until, serial, ...rest } = draft;
  const submit = () =>
    save.mutate({
      customerId: customer.id,
      ...(device === null ? {} : { deviceId: device.id }),
      ...rest,
      kind: draft.kind.trim(),
      serial: serial.trim() === '' ? null : serial.trim(),
    });
  const problem = save.error ?? warrant.error;
  return (
    <Modal
      open
      title={t(device === null ? 'device.add' : 'device.editTitle')}
      okText={t('device.save')}
      okButtonProps={{ disabled: draft.kind.trim() === '', loading: save.isPending || warrant.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label={t('device.kind')}>
          {(id) => <Input id={id} maxLength={20} value={draft.kind} onChange={(event) => set({ kind: event.target.value })} />}
        </Field>
        <Field label={t('device.brand')}>
          {(id) => <Input id={id} maxLength={30} value={draft.brand} onChange={(event) => set({ brand: event.target.value })} />}
        </Field>
        <Field label={t('device.model')}>
          {(id) => <Input id={id} maxLength={60} value={draft.model} onChange={(event) => set({ model: event.target.value })} />}
        </Field>
        <Field label={t('device.serial')}>
          {(id) => <Input id={id} maxLength={64} value={draft.serial} onChange={(event) => set({ serial: event.target.value })} />}
        </Field>
        <Field label={t('device.site')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              value={draft.siteId}
              onChange={(siteId: string | null | undefined) => set({ siteId: siteId ?? null })}
              options={customer.sites.map((site) => ({ value: site.id, label: site.text }))}
            />
          )}
        </Field>
        <Field label={t('device.warranty')}>{(id) => <DateField id={id} value={draft.until} onChange={(until) => set({ until })} />}</Field>
        {problem !== null && <ProblemView error={problem} compact of="write" />}
      </div>
    </Modal>
  );
}

export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
