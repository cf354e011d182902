import type { SlaDefinition } from '../../../shared/src/flows/definition.ts';
import type { BooleanOrCondition, FieldDefinition, Json } from '../../../shared/src/forms/definition.ts';

/** A choice of a few words. */
export function choice(
  key: string,
  label: string,
  options: Readonly<Record<string, string>>,
  more: { readonly required?: BooleanOrCondition; readonly visible?: BooleanOrCondition; readonly hint?: string } = {},
): FieldDefinition {
  return {
    key,
    type: 'select',
    label,
    required: true,
    options: Object.entries(options).map(([value, words]) => ({ value, label: words })),
    ...more,
  };
}

/** Photos taken on the spot. */
export function photos(key: string, label: string, min: number, max: number, visible?: BooleanOrCondition): FieldDefinition {
  return { key, type: 'photo', label, required: min > 0, min, max, camera: true, ...(visible === undefined ? {} : { visible }) };
}

export const yesNo = (key: string, label: string, more: { required?: boolean; visible?: BooleanOrCondition } = {}): FieldDefinition => ({
  key,
  type: 'boolean',
  label,
  ...more,
});

export const count = (key: string, label: string, min: number, max: number, unit?: string): FieldDefinition => ({
  key,
  type: 'number',
  label,
  required: true,
  integer: true,
  min,
  max,
  ...(unit ? { unit } : {}),
});

/** A figure that is read off. */
export const reading = (
  key: string,
  label: string,
  min: number,
  max: number,
  more: { required?: boolean; unit?: string; scale?: number; visible?: BooleanOrCondition } = {},
): FieldDefinition => ({ key, type: 'number', label, min, max, ...(more.scale === undefined ? { integer: true } : {}), ...more });

export const words = (
  key: string,
  label: string,
  more: { required?: BooleanOrCondition; max?: number; hint?: string; visible?: BooleanOrCondition } = {},
): FieldDefinition => ({ key, type: 'text', label, max: 200, ...more });

export const is = (field: string, value: Json): BooleanOrCondition => ({ '==': [{ var: field }, value] });

/** Where he stands when he arrives. */
export const ARRIVAL: FieldDefinition = { key: 'arrival', type: 'location', label: '到达打卡', required: true, maxAccuracy: 500 };
/** What shows that he stood before a closed door: where, what it looked like, and what he tried. */
export const NOBODY_THERE: readonly FieldDefinition[] = [
  { key: 'absentAt', type: 'location', label: '门口打卡', maxAccuracy: 500 },
  { key: 'absentPhotos', type: 'photo', label: '门口照片', hint: '拍到门牌或单元门', max: 3, camera: true },
  words('absentNote', '情况说明', { hint: '敲门、打电话的情况' }),
];
export const SIGNATURE: FieldDefinition = { key: 'signature', type: 'signature', label: '客户签名', required: true };
export const SERIAL: FieldDefinition = {
  key: 'serial',
  type: 'serial',
  label: '机身序列号',
  required: true,
  symbologies: ['code128', 'qr'],
};
const floor = (required: boolean): FieldDefinition => ({
  key: 'floor',
  type: 'number',
  label: '楼层',
  required,
  integer: true,
  min: 1,
  max: 200,
});
const lift = (required: boolean): FieldDefinition => yesNo('lift', '有电梯', { required, visible: { '>': [{ var: 'floor' }, 3] } });
/** What the installer likes to know. */
export const [FLOOR, LIFT] = [floor(false), lift(false)];
/** What the price hangs on (work at a height), so that it is asked before anybody gives a price. */
export const [PRICED_FLOOR, PRICED_LIFT] = [floor(true), lift(true)];
export const BRAND: FieldDefinition = words('brand', '品牌', { max: 40 });
export const MODEL: FieldDefinition = words('model', '型号', { max: 60, hint: '机身或包装上的型号，没有可以先不填' });
export const REVIEW: FieldDefinition = words('reviewNote', '审核意见');

/** How long a visit may take in all. Nobody has to answer it: whoever has it has accepted it, and begins at the hour of the appointment. */
export function visitSla(resolve: string, urgent: string): SlaDefinition {
  return {
    key: 'visit',
    resolve,
    calendar: 'always',
    warnAt: 0.8,
    pauseIn: ['waiting-part', 'waiting-customer'],
    by: [{ when: { '==': [{ var: '$order.priority' }, 'urgent'] }, resolve: urgent }],
    escalate: [{ at: 1, do: 'notify', to: { type: 'role', role: 'dispatcher' } }],
  };
}

/** Work at a desk. */
export const deskSla = (resolve: string): SlaDefinition => ({
  key: 'desk',
  resolve,
  calendar: 'always',
  warnAt: 0.5,
  escalate: [{ at: 1.5, do: 'notify', to: { type: 'role', role: 'region_manager' } }],
});
