import type { correctAddress, previewAddress } from '@mingdan/shared/contracts/order-paths';
import { correctAddressMeta, previewAddressMeta } from '@mingdan/shared/contracts/order-paths.meta';
import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { AddressField, AddressValue } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice, Skeleton } from '../../../../components/states.tsx';
import { AddressWidget } from '../../../../forms/widgets/address.tsx';
import { call } from '../../../../lib/api.ts';
import { toast } from '../../../../lib/browser.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { useDebounced } from '../../../../lib/use-debounced.ts';
import { useReading } from '../../../../lib/use-operation.ts';
import { t } from '../../../../messages/staff.ts';
import { PinRow } from '../../components/pin-row.tsx';
import { Consequences } from './consequences.tsx';
import { Reason } from './reason.tsx';

/** Rest in ms before the consequences are asked for. */
const REST_MS = 400;
const FIELD: AddressField = { key: 'address', type: 'address', label: '' };
const REASONS = ['客户报错地址', '录入时写错', '客户换了地方'];

/** 更正地址: the right place, what it brings about before anything is saved, and why. */
export function CorrectAddress({ order, onClose, onDone }: { order: OrderView; onClose: () => void; onDone: () => void }) {
  const { region, text, lat, lng } = order.address;
  const before: AddressValue = { region, text, ...(lat !== null && lng !== null ? { lat, lng } : {}) };
  const [address, setAddress] = useState<AddressValue | null>(before);
  const [reason, setReason] = useState('');
  const save = useAction<typeof correctAddress>(correctAddressMeta, order.id);
  const isChanged = address !== null && JSON.stringify(address) !== JSON.stringify(before);
  const isWhole = address !== null && address.region !== '' && address.text.trim() !== '';
  const asked = useDebounced(isChanged && isWhole ? JSON.stringify({ orderId: order.id, address }) : null, REST_MS);
  const preview = useReading(asked, () => call<typeof previewAddress>(previewAddressMeta, JSON.parse(asked ?? '{}')), { keepOld: true });
  // consequences of an older address say nothing of this one
  const isTold = isChanged && asked === JSON.stringify({ orderId: order.id, address }) && preview.data !== undefined && !preview.loading;

  const change = (next: AddressValue | null) => {
    save.clear();
    // a point belongs to the place it was put for
    setAddress(next && address && next.lat === address.lat && next.text !== address.text ? { region: next.region, text: next.text } : next);
  };
  const submit = async () => {
    if (!address || !isTold) return;
    const done = await save.run({ orderId: order.id, version: order.version, address, reason: reason.trim() });
    if (!done) return;
    toast(t(done.redispatched ? 'address.redispatched' : 'address.done'));
    onDone();
  };

  return (
    <Sheet
      title={t('address.title')}
      open
      onClose={onClose}
      foot={
        <Press
          wide
          pending={save.pending}
          disabled={!isTold || preview.problem !== undefined || reason.trim() === ''}
          onPress={() => void submit()}
        >
          {t('address.save')}
        </Press>
      }
    >
      <AddressWidget
        field={FIELD}
        value={address}
        required
        wrong={false}
        host={{ face: 'work', items: [], onSite: false }}
        onChange={change}
      />
      <PinRow value={address} onChange={setAddress} />
      <View className="gap-top">
        {isChanged ? null : <View className="hint">{t('address.hint')}</View>}
        {isChanged && isWhole && !isTold && !preview.problem ? <Skeleton heights={[64]} /> : null}
        {isChanged ? <ProblemNotice problem={preview.problem} /> : null}
        {isTold ? <Consequences title={t('address.consequences')} told={preview.data?.consequences ?? []} /> : null}
      </View>
      <View className="gap-top-wide">
        <Reason usual={REASONS} value={reason} onChange={setReason} />
      </View>
      <ProblemNotice problem={save.problem} act={t('state.reload')} onAct={onDone} />
    </Sheet>
  );
}
