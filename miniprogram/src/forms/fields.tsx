import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { View } from '@tarojs/components';
import type { ReactElement } from 'react';
import { t } from '../messages/index.ts';
import type { FormHost, WidgetProps } from './host.ts';
import { ReadValue } from './read-value.tsx';
import type { ShownField } from './use-form.ts';
import { AddressWidget } from './widgets/address.tsx';
import { BooleanWidget, NumberWidget, PhoneWidget, SelectWidget, TextWidget } from './widgets/basic.tsx';
import { LinesWidget } from './widgets/lines.tsx';
import { LocationWidget } from './widgets/location.tsx';
import { PhotoWidget } from './widgets/photo.tsx';
import { RatingWidget } from './widgets/rating.tsx';
import { RegionWidget } from './widgets/region.tsx';
import { SerialWidget } from './widgets/serial.tsx';
import { SignatureWidget } from './widgets/signature.tsx';
import { TimeslotWidget } from './widgets/timeslot.tsx';

/** One widget per field type of the form engine; a type without one does not compile. */
const WIDGETS: { readonly [T in FieldDefinition['type']]: (props: never) => ReactElement } = {
  text: TextWidget,
  number: NumberWidget,
  boolean: BooleanWidget,
  select: SelectWidget,
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
};

/** The widget of a field; undefined for a type that a newer server knows and this build does not. */
function widgetOf(type: FieldDefinition['type']): ((props: WidgetProps<FieldDefinition, unknown>) => ReactElement) | undefined {
  // each widget takes the values of its own type, which the form engine has checked
  return WIDGETS[type] as ((props: WidgetProps<FieldDefinition, unknown>) => ReactElement) | undefined;
}

function Field({
  field,
  error,
  host,
  onChange,
}: {
  field: ShownField;
  error: string | undefined;
  host: FormHost;
  onChange: (key: string, value: unknown) => void;
}) {
  const { definition, editable, required, value } = field;
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
      {error ? <View className="field-error">{error}</View> : null}
    </View>
  );
}

/** The visible fields of a form, each with its widget, or its value where it may only be read. `errors` by field key. */
export function FormFields({
  fields,
  errors,
  host,
  onChange,
}: {
  fields: readonly ShownField[];
  errors: Readonly<Record<string, string>>;
  host: FormHost;
  onChange: (key: string, value: unknown) => void;
}) {
  return (
    <View>
      {fields.map((field) => (
        <Field key={field.definition.key} field={field} error={errors[field.definition.key]} host={host} onChange={onChange} />
      ))}
    </View>
  );
}
