import type { OrderItemsOutput } from '@mingdan/shared/contracts/orders';
import type { AddressValue, FileValue, Json, LineValue } from '@mingdan/shared/forms/definition';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { AnswerField, canAnswer } from '../../ui/answer-field.tsx';
import { type Place, PlaceFields } from '../../ui/place-fields.tsx';
import { FieldValue } from './field-value.tsx';
import { LinesField } from './lines-field.tsx';
import { PictureField } from './picture-field.tsx';
import { type SlotDraft, SlotField } from './slot-field.tsx';
import { needsPhone } from './task-blocked.ts';
import styles from './task-fields.module.css';
import { t } from './task-messages.ts';
import type { LiveBill } from './use-live-bill.ts';

/** One field of the step: read, filled in here, or a word that it is filled in on the phone. */
export function TaskField({
  field: { definition, editable },
  value,
  itemName,
  items,
  isLoading,
  bill,
  onBusy,
  onChange,
}: {
  field: ShownField;
  value: Json | undefined;
  itemName: (code: string) => string;
  /** What may stand on the order's lines; empty while it is not read yet. */
  items: OrderItemsOutput['items'];
  isLoading: boolean;
  bill: LiveBill;
  /** Told while something of this field is on its way to the server. */
  onBusy: (isBusy: boolean) => void;
  onChange: (value: Json | undefined) => void;
}) {
  if (definition.type === 'heading') return <strong>{definition.label}</strong>;
  if (!editable || needsPhone(definition)) {
    return (
      <div>
        <div className="secondary">{definition.label}</div>
        {((value !== null && value !== undefined) || !editable) && <FieldValue type={definition.type} value={value} itemName={itemName} />}
        {editable && <div className="muted">{t(definition.type === 'photo' ? 'onPhoneCamera' : 'onPhone')}</div>}
      </div>
    );
  }
  if (canAnswer(definition)) return <AnswerField field={definition} value={value ?? undefined} onChange={onChange} />;
  if (definition.type === 'timeslot') {
    const slot = (value ?? { date: '', from: '', to: '' }) as unknown as SlotDraft;
    return <SlotField title={definition.label} slots={definition.slots} value={slot} onChange={(next) => onChange({ ...next })} />;
  }
  if (definition.type === 'photo')
    return (
      <PictureField
        field={definition}
        value={(value ?? []) as unknown as readonly FileValue[]}
        onBusy={onBusy}
        onChange={(files) => onChange(files === null ? undefined : files.map((file) => ({ ...file })))}
      />
    );
  if (definition.type === 'service-lines' || definition.type === 'part-lines')
    return (
      <LinesField
        field={definition}
        value={(value ?? []) as unknown as readonly LineValue[]}
        items={items}
        itemName={itemName}
        charges={bill.charges}
        isLoading={isLoading}
        onChange={(lines) => onChange(lines === null ? undefined : lines.map((line) => ({ ...line })))}
      />
    );
  return <AddressInput title={definition.label} value={(value ?? null) as unknown as AddressValue | null} onChange={onChange} />;
}

/** Region and text of an address; another place has no point on the map until somebody picks one. */
function AddressInput({
  title,
  value,
  onChange,
}: {
  title: string;
  value: AddressValue | null;
  onChange: (value: Json | undefined) => void;
}) {
  const put = ({ region, text }: Place) => onChange(region === '' && text === '' ? undefined : { region, text });
  return (
    <div className={styles.field}>
      <PlaceFields
        titles={{ region: title, text: t('address.text', { title }) }}
        value={{ region: value?.region ?? '', text: value?.text ?? '' }}
        onChange={put}
      />
    </div>
  );
}
