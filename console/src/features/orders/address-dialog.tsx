import type { correctAddress, previewAddress } from '@mingdan/shared/contracts/order-paths';
import { correctAddressMeta, previewAddressMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { Suspense, useState } from 'react';
import { lazily } from '../../lib/lazily.ts';
import { contractQuery, useWrite } from '../../lib/query.ts';
import { useRest } from '../../lib/use-rest.ts';
import { Consequences } from '../../ui/consequences.tsx';
import { Field } from '../../ui/field.tsx';
import type { Place } from '../../ui/place-fields.tsx';
import { ProblemView, Skeleton } from '../../ui/problem-view.tsx';
import { WordsField } from '../../ui/words-field.tsx';
import styles from './order-paths.module.css';
import { t } from './path-messages.ts';

// brings the region table along: only who corrects an address loads it
const PlaceFields = lazily(async () => (await import('../../ui/place-fields.tsx')).PlaceFields);
const POSITION = /^(-?\d{1,2}(?:\.\d+)?)[,，]\s*(-?\d{1,3}(?:\.\d+)?)$/;
/** Rest in ms before the consequences are asked for. */
const REST_MS = 400;

/** 更正地址: the right place, what it brings about before anything is saved, and why. */
export function AddressDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const { message } = App.useApp();
  const [{ region, text: place }, setPlace] = useState<Place>({ region: order.region, text: order.address.text });
  const { lat, lng } = order.address;
  const known = lat === null || lng === null ? '' : `${lat},${lng}`;
  const [position, setPosition] = useState(known);
  const [reason, setReason] = useState('');
  const write = useWrite<typeof correctAddress>(correctAddressMeta, {
    onDone: ({ redispatched }) => {
      void message.success(t(redispatched ? 'address.redispatched' : 'address.done'));
      onClose();
    },
  });
  const at = POSITION.exec(position.trim());
  const badPosition = position.trim() !== '' && at === null;
  const isElsewhere = region !== order.region || place.trim() !== order.address.text;
  const isChanged = isElsewhere || position.trim() !== known;
  const isWhole = region !== '' && place.trim() !== '' && !badPosition;
  const address = { region, text: place.trim(), ...(at ? { lat: Number(at[1]), lng: Number(at[2]) } : {}) };
  const wanted = isChanged && isWhole ? JSON.stringify(address) : null;
  const rested = useRest(wanted, REST_MS);
  const preview = useQuery({
    ...contractQuery<typeof previewAddress>(previewAddressMeta, {
      orderId: order.id,
      address: rested === null ? address : (JSON.parse(rested) as typeof address),
    }),
    enabled: rested !== null,
    staleTime: 0,
  });
  // a point belongs to the place it was put for
  const changePlace = (next: Place) => {
    if (position === known && (next.region !== region || next.text !== place)) setPosition('');
    setPlace(next);
  };
  // consequences of an older address say nothing of this one
  const isTold = wanted !== null && wanted === rested && preview.data !== undefined && !preview.isFetching;
  return (
    <Modal
      open
      title={`${t('address.act')} ${order.number}`}
      okText={t('address.act')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isTold || reason.trim() === '', loading: write.isPending }}
      onOk={() => write.mutate({ orderId: order.id, version: order.version, address, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <span>{t('address.note')}</span>
        <Suspense fallback={<Skeleton lines={2} />}>
          <PlaceFields titles={{ region: t('region'), text: t('address.text') }} value={{ region, text: place }} onChange={changePlace} />
        </Suspense>
        <Field title={t('address.position')} help={t('address.positionNote')} problem={badPosition ? t('address.badPosition') : undefined}>
          {(id) => <Input id={id} inputMode="decimal" value={position} onChange={(event) => setPosition(event.target.value)} />}
        </Field>
        {isElsewhere && known !== '' && position.trim() === '' && (
          <span>
            <Button type="link" size="small" onClick={() => setPosition(known)}>
              {t('address.keepPosition', { position: known })}
            </Button>
          </span>
        )}
        {isChanged ? (
          isWhole && <Consequences title={t('address.consequences')} preview={preview} />
        ) : (
          <span className="muted">{t('address.unchanged')}</span>
        )}
        <WordsField title={t('reason')} value={reason} onChange={setReason} />
        {write.isError && <ProblemView error={write.error} compact of="write" />}
      </div>
    </Modal>
  );
}
