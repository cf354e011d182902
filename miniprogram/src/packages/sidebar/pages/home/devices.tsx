import type { CustomerView, saveDevice } from '@mingdan/shared/contracts/customers';
import { saveDeviceMeta } from '@mingdan/shared/contracts/customers.meta';
import { formatDay } from '@mingdan/shared/kernel/time';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../../components/icon.tsx';
import { Press } from '../../../../components/press.tsx';
import { Sheet } from '../../../../components/sheet.tsx';
import { ProblemNotice } from '../../../../components/states.tsx';
import { toast } from '../../../../lib/browser.ts';
import { scanCode } from '../../../../lib/scan.ts';
import { spokenName } from '../../../../lib/spoken.ts';
import { useAction } from '../../../../lib/use-action.ts';
import { t } from '../../../../messages/staff.ts';

type Device = CustomerView['devices'][number];
interface Draft {
  readonly deviceId?: string;
  readonly kind: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string;
}
const TEXTS = [
  ['kind', 20],
  ['brand', 30],
  ['model', 60],
  ['serial', 64],
] as const;
/** The kinds that are asked for most; others are typed. */
const KINDS = ['空调', '热水器', '油烟机', '洗衣机', '冰箱', '净水器', '智能锁', '电视'];

const draftOf = ({ id, kind, brand, model, serial }: Device): Draft => ({ deviceId: id, kind, brand, model, serial: serial ?? '' });

function Editor({
  customer,
  draft,
  onDone,
  onClose,
}: {
  customer: CustomerView;
  draft: Draft;
  onDone: (customer: CustomerView) => void;
  onClose: () => void;
}) {
  const [values, setValues] = useState(draft);
  const save = useAction<typeof saveDevice>(saveDeviceMeta, `${customer.id}:${draft.deviceId ?? 'new'}`);
  const submit = async () => {
    const { deviceId, serial, ...texts } = values;
    const saved = await save.run({
      customerId: customer.id,
      ...(deviceId ? { deviceId } : {}),
      ...texts,
      serial: serial.trim() === '' ? null : serial.trim(),
      siteId: customer.sites.length === 1 ? (customer.sites[0]?.id ?? null) : null,
    });
    if (saved) onDone(saved);
  };
  const scan = async () => {
    const code = await scanCode();
    if (code === null) return toast(t('form.scanFailed'));
    setValues((before) => ({ ...before, serial: code }));
  };
  return (
    <Sheet
      title={t(draft.deviceId ? 'device.edit' : 'device.add')}
      open
      onClose={onClose}
      foot={
        <Press wide pending={save.pending} disabled={values.kind.trim() === ''} onPress={() => void submit()}>
          {t('device.save')}
        </Press>
      }
    >
      <View className="options">
        {KINDS.map((kind) => (
          <View key={kind} className={values.kind === kind ? 'option option-on' : 'option'} onClick={() => setValues({ ...values, kind })}>
            {kind}
          </View>
        ))}
      </View>
      {TEXTS.map(([key, max]) => (
        <View key={key} className="field">
          <View className="field-label">{t(`device.${key}`)}</View>
          <View className="box">
            <Input
              {...spokenName(t(`device.${key}`))}
              className="box-input"
              maxlength={max}
              value={values[key]}
              placeholder={key === 'kind' ? t('form.enter') : t('form.optional')}
              placeholderClass="box-empty"
              onInput={({ detail }) => setValues((before) => ({ ...before, [key]: detail.value }))}
            />
            {key === 'serial' ? (
              <View className="press press-quiet" role="button" ariaLabel={t('form.scan')} onClick={() => void scan()}>
                <Icon name="scan" />
              </View>
            ) : null}
          </View>
        </View>
      ))}
      <ProblemNotice problem={save.problem} />
    </Sheet>
  );
}

/** The customer's devices, to be added and corrected. */
export function Devices({ customer, onChanged }: { customer: CustomerView; onChanged: (customer: CustomerView) => void }) {
  const [editing, setEditing] = useState<Draft | null>(null);
  return (
    <View>
      <View className="card list">
        {customer.devices.length === 0 ? <View className="hint list-empty">{t('sidebar.devicesEmpty')}</View> : null}
        {customer.devices.map((device) => (
          <View key={device.id} className="choice" role="button" ariaRole="button" onClick={() => setEditing(draftOf(device))}>
            <View className="grow">
              <View>{[device.brand, device.kind, device.model].filter((part) => part !== '').join(' ')}</View>
              <View className="hint mono">
                {device.serial ?? t('device.noSerial')}
                {device.installedAt === null ? '' : ` · ${t('device.installed', { day: formatDay(device.installedAt as never) })}`}
              </View>
            </View>
            <Icon name="chevron" size={16} />
          </View>
        ))}
      </View>
      <Press tone="plain" wide onPress={() => setEditing({ kind: '', brand: '', model: '', serial: '' })}>
        {t('device.add')}
      </Press>
      {editing ? (
        <Editor
          customer={customer}
          draft={editing}
          onClose={() => setEditing(null)}
          onDone={(saved) => {
            setEditing(null);
            onChanged(saved);
          }}
        />
      ) : null}
    </View>
  );
}
