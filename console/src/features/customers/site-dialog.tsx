import type { CustomerView, saveSite } from '@mingdan/shared/contracts/customers';
import { saveSiteMeta } from '@mingdan/shared/contracts/customers.meta';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { type Place, PlaceFields } from '../../ui/place-fields.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './customers.module.css';
import { t } from './messages.ts';

type Site = CustomerView['sites'][number];

/** `lat, lng`; null where nothing is written, undefined where it is no position. */
export function readPosition(text: string): { lat: number; lng: number } | null | undefined {
  if (text.trim() === '') return null;
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (!found) return undefined;
  const [lat, lng] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined;
}

/** Adds an address or changes one. Orders keep the address that they were opened for, so another text is another address. */
export function SiteDialog({ customer, site, onClose }: { customer: CustomerView; site: Site | null; onClose: () => void }) {
  const { message } = App.useApp();
  const [place, setPlace] = useState<Place>({ region: site?.region ?? '', text: site?.text ?? '' });
  const { region, text } = place;
  const [name, setName] = useState(site?.label ?? '');
  const [position, setPosition] = useState(site?.lat == null || site.lng === null ? '' : `${site.lat}, ${site.lng}`);
  const point = readPosition(position);
  const save = useWrite<typeof saveSite>(saveSiteMeta, {
    onDone: () => {
      void message.success(t('site.saved'));
      onClose();
    },
  });
  const isReady = region !== '' && text.trim() !== '' && point !== undefined;
  return (
    <Modal
      open
      title={t(site === null ? 'site.add' : 'site.editTitle')}
      okText={t('site.save')}
      cancelText={t('merge.cancel')}
      okButtonProps={{ disabled: !isReady, loading: save.isPending }}
      onOk={() => save.mutate({ customerId: customer.id, label: name.trim(), region, text: text.trim(), point: point ?? null })}
      onCancel={onClose}
    >
      <div className={styles.lines}>
        <PlaceFields
          titles={{ region: t('site.region'), text: t('site.text') }}
          value={place}
          placeholder={t('site.textHint')}
          help={site === null ? undefined : t('site.textNote')}
          onChange={setPlace}
        />
        <Field title={t('site.label')}>
          {(id) => (
            <Input
              id={id}
              maxLength={20}
              placeholder={t('site.labelHint')}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field title={t('site.position')} help={t('site.positionNote')} problem={point === undefined ? t('site.badPosition') : undefined}>
          {(id) => (
            <Input
              id={id}
              maxLength={60}
              placeholder={t('site.positionHint')}
              value={position}
              onChange={(event) => setPosition(event.target.value)}
            />
          )}
        </Field>
        {save.isError && <ProblemView error={save.error} compact of="write" />}
      </div>
    </Modal>
  );
}
