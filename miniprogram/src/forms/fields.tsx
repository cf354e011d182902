import type { FieldDefinition, HeadingField } from '@mingdan/shared/forms/definition';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { t } from '../messages/common.ts';
import type { FormHost, WidgetProps } from './host.ts';
import { ReadValue } from './read-value.tsx';
import { AddressWidget } from './widgets/address.tsx';
import { BooleanWidget, MoneyWidget, MultiselectWidget, NumberWidget, PhoneWidget, SelectWidget, TextWidget } from './widgets/basic.tsx';
import { DateWidget } from './widgets/date.tsx';
import { LinesWidget } from './widgets/lines.tsx';
import { LocationWidget } from './widgets/location.tsx';
import { PhotoWidget } from './widgets/photo.tsx';
import { RatingWidget } from './widgets/rating.tsx';
import { RegionWidget } from './widgets/region.tsx';
import { SerialWidget } from './widgets/serial.tsx';
import { SignatureWidget } from './widgets/signature.tsx';
import { TimeslotWidget } from './widgets/timeslot.tsx';

/** `heading`: never filled, so no widget is ever asked for it. */
function HeadingLine({ field }: WidgetProps<HeadingField, null>) {
  return <View>{field.label}</View>;
}

/** One widget per field type of the form engine; a type without one does not compile. */
const WIDGETS: { readonly [T in FieldDefinition['type']]: (props: never) => ReactElement } = {
  text: TextWidget,
  textarea: TextWidget,
  number: NumberWidget,
  money: MoneyWidget,
  quantity: NumberWidget,
  boolean: BooleanWidget,
  select: SelectWidget,
  multiselect: MultiselectWidget,
  date: DateWidget,
  phone: PhoneWidget,
  region: RegionWidget,
  address: AddressWidget,
  timeslot: TimeslotWidget,
  location: LocationWidget,
  photo: PhotoWidget,
  signature: SignatureWidget,
  rating: RatingWidget,
  serial: SerialWidget,
  'service-lines': LinesWidget,
  'part-lines': LinesWidget,
  heading: HeadingLine,
};

/** The widget of a field; undefined for a type that a newer server knows and this build does not. */
function widgetOf(type: FieldDefinition['type']): ((props: WidgetProps<FieldDefinition, unknown>) => ReactElement) | undefined {
  // each widget takes the values of its own type, which the form engine has checked
  return WIDGETS[type] as ((props: WidgetProps<FieldDefinition, unknown>) => ReactElement) | undefined;
}

function Field({
  field,
  error,
  note,
  host,
  onChange,
}: {
  field: ShownField;
  error: string | undefined;
  note: string | undefined;
  host: FormHost;
  onChange: (key: string, value: unknown) => void;
}) {
  const { definition, editable, required, value } = field;
  if (definition.type === 'heading') {
    return (
      <View className="form-heading" data-field={definition.key}>
        <View className="lead">{definition.label}</View>
        {definition.hint ? <View className="hint">{definition.hint}</View> : null}
      </View>
    );
  }
  const Widget = widgetOf(definition.type);
  return (
    <View className="field" id={`field-${definition.key}`} data-field={definition.key}>
      <View className="field-label">
        <View className={editable && required ? 'field-must' : ''}>{definition.label}</View>
        {editable && !required ? <View className="hint tiny">{t('form.optional')}</View> : null}
      </View>
      {editable && Widget ? (
        <Widget
          field={definition}
          value={value ?? null}
          required={required}
          wrong={error !== undefined}
          host={host}
          onChange={(next) => onChange(definition.key, next)}
        />
      ) : (
        <ReadValue definition={definition} value={value} host={host} />
      )}
      {editable && !Widget ? <View className="field-hint">{t('form.unsupported')}</View> : null}
      {definition.hint ? <View className="field-hint">{definition.hint}</View> : null}
      {note ? <View className="field-note">{note}</View> : null}
      {error ? <View className="field-error">{error}</View> : null}
    </View>
  );
}

/** The visible fields of a form, each with its widget, or its value where it may only be read. `errors` by field key; `notes`, too: what the page says about a value. */
export function FormFields({
  fields,
  errors,
  notes = {},
  host,
  onChange,
}: {
  fields: readonly ShownField[];
  errors: Readonly<Record<string, string>>;
  notes?: Readonly<Record<string, string>>;
  host: FormHost;
  onChange: (key: string, value: unknown) => void;
}) {
  return (
    <View>
      {fields.map((field) => (
        <Field
          key={field.definition.key}
          field={field}
          error={errors[field.definition.key]}
          note={notes[field.definition.key]}
          host={host}
          onChange={onChange}
        />
      ))}
    </View>
  );
}
