/** Plain JSON, as definitions and stored values are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `true`, `false`, or a condition (strict JsonLogic) over the form's values and the context. */
export type BooleanOrCondition = boolean | { readonly [operator: string]: Json };

/** Field types that a form may use today; every other type is refused at publish. */
export const FIELD_TYPES = [
  'text',
  'textarea',
  'number',
  'money',
  'quantity',
  'boolean',
  'select',
  'multiselect',
  'date',
  'phone',
  'region',
  'address',
  'timeslot',
  'location',
  'photo',
  'signature',
  'rating',
  'serial',
  'service-lines',
  'part-lines',
  'heading',
] as const;

/** One of {@link FIELD_TYPES}. */
export type FieldType = (typeof FIELD_TYPES)[number];

interface FieldBase {
  /** `[a-z][A-Za-z0-9_]{0,39}`, unique in the form. */
  readonly key: string;
  readonly label: string;
  /** A line of help below the field. */
  readonly hint?: string;
  /** Absent: true. A field that is not visible reads as null in every condition, and keeps what was stored. */
  readonly visible?: BooleanOrCondition;
  /** Absent: false. Only a field that the reader may edit is ever required. */
  readonly required?: BooleanOrCondition;
  /** Absent: false. */
  readonly readonly?: BooleanOrCondition;
  /** Names a person (a name, a room number): encrypted and masked like phone and address, which need no mark. */
  readonly personal?: boolean;
}

/** One line of text; `max` characters (UTF-16 units, default and bound 2,000); `pattern` is RE2, matched on the server against the whole value. */
export interface TextField extends FieldBase {
  readonly type: 'text';
  readonly max?: number;
  readonly pattern?: string;
}

/** Text of several lines, parted by `\n`; bounds as those of {@link TextField}. */
export interface TextareaField extends FieldBase {
  readonly type: 'textarea';
  readonly max?: number;
  readonly pattern?: string;
}

/** A decimal of at most 12 digits before the point and `scale` (0 … 3, default 3; `integer`: 0) after it. */
export interface NumberField extends FieldBase {
  readonly type: 'number';
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly scale?: number;
  readonly unit?: string;
}

/** How much of something: a decimal like that of {@link NumberField}, 0 or more; the unit stands beside it. */
export interface QuantityField extends FieldBase {
  readonly type: 'quantity';
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly scale?: number;
  readonly unit?: string;
}

/** An amount in whole fen 分 within ±{@link MAX_MONEY}; `min`, `max` are fen too. Absent `min`: 0. */
export interface MoneyField extends FieldBase {
  readonly type: 'money';
  readonly min?: number;
  readonly max?: number;
}
/** 1 亿元, in fen. */
export const MAX_MONEY = 10_000_000_000;

/** Yes or no; `false` is an answer. */
export interface BooleanField extends FieldBase {
  readonly type: 'boolean';
}

/** One choice: what is stored, and what people read. */
export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** One of the options; stored by its `value`. */
export interface SelectField extends FieldBase {
  readonly type: 'select';
  readonly options: readonly SelectOption[];
}

/** Any of the options, each once, in the order in which they were chosen; stored by their values. */
export interface MultiselectField extends FieldBase {
  readonly type: 'multiselect';
  readonly options: readonly SelectOption[];
}

/** A day `YYYY-MM-DD`; `min`, `max`: a day, or `P<n>D` counted from today. */
export interface DateField extends FieldBase {
  readonly type: 'date';
  readonly min?: string;
  readonly max?: string;
}

/** Words between fields: it holds no value, nobody fills it, and only its visibility can be set. */
export interface HeadingField {
  readonly key: string;
  readonly type: 'heading';
  readonly label: string;
  readonly hint?: string;
  readonly visible?: BooleanOrCondition;
  readonly required?: undefined;
  readonly readonly?: undefined;
  readonly personal?: undefined;
}

/** Neither `mobile` nor `landline` stated: both kinds are accepted. */
export interface PhoneField extends FieldBase {
  readonly type: 'phone';
  readonly mobile?: boolean;
  readonly landline?: boolean;
}

/** How deep a region goes. */
export type RegionLevel = 'province' | 'city' | 'county';

/** `level` (default county) is how deep the choice must go; a place without places below it (东莞, 台湾) is deep enough. */
export interface RegionField extends FieldBase {
  readonly type: 'region';
  readonly level?: RegionLevel;
}

/** Where to go: a region down to the county and up to 200 characters. */
export interface AddressField extends FieldBase {
  readonly type: 'address';
}

/** Hours of one day, `HH:mm`, from < to. */
export interface Slot {
  readonly from: string;
  readonly to: string;
}

/** `min`, `max`: a day `YYYY-MM-DD`, or `P<n>D` counted from today. `slots`: the only hours on offer. */
export interface TimeslotField extends FieldBase {
  readonly type: 'timeslot';
  readonly min?: string;
  readonly max?: string;
  readonly slots?: readonly Slot[];
}

/** A punch 打卡; `maxAccuracy` in metres. */
export interface LocationField extends FieldBase {
  readonly type: 'location';
  readonly maxAccuracy?: number;
}

/** `min`, `max` count of pictures (default 0 … 9); `camera`: no pictures from the album. */
export interface PhotoField extends FieldBase {
  readonly type: 'photo';
  readonly min?: number;
  readonly max?: number;
  readonly camera?: boolean;
}

/** One signature drawn on the screen, unless `max` says more. */
export interface SignatureField extends FieldBase {
  readonly type: 'signature';
  readonly min?: number;
  readonly max?: number;
}

/** Stars 1 … `max` (2 … 10, default 5). */
export interface RatingField extends FieldBase {
  readonly type: 'rating';
  readonly max?: number;
}

/** Bar codes that a scanner may be asked for. */
export const SYMBOLOGIES = ['code128', 'code39', 'ean13', 'qr', 'datamatrix', 'pdf417'] as const;
/** One of {@link SYMBOLOGIES}. */
export type Symbology = (typeof SYMBOLOGIES)[number];

/** Serial number of an appliance: 1 … 64 printable ASCII characters, scanned or typed. */
export interface SerialField extends FieldBase {
  readonly type: 'serial';
  readonly symbologies?: readonly Symbology[];
}

/**
 * Order lines for the price engine; `items`: the only codes on offer; `min`, `max` count of lines (default 0 … 100); `minQuantity`, `maxQuantity` of each
 * line (default 0 … {@link DEFAULT_MAX_QUANTITY} of the type), so that a slip of the finger is no bill.
 */
export interface LinesField extends FieldBase {
  readonly type: 'service-lines' | 'part-lines';
  readonly items?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly minQuantity?: number;
  readonly maxQuantity?: number;
}
/** The most of one item on a line whose field states no other: machines and visits are counted on hands, parts come by the metre. */
export const DEFAULT_MAX_QUANTITY = { 'service-lines': 99, 'part-lines': 999 } as const;

/** Any field; `type` tells which. */
export type FieldDefinition =
  | TextField
  | TextareaField
  | NumberField
  | MoneyField
  | QuantityField
  | BooleanField
  | SelectField
  | MultiselectField
  | DateField
  | PhoneField
  | RegionField
  | AddressField
  | TimeslotField
  | LocationField
  | PhotoField
  | SignatureField
  | RatingField
  | SerialField
  | LinesField
  | HeadingField;

/** One immutable version of a form. */
export interface FormDefinition {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly fields: readonly FieldDefinition[];
}

// ── stored values ────────────────────────────────────────────────────────────────────────────────────────────────

/** Six digits of GB/T 2260, the street, and degrees WGS-84 where they are known. */
export interface AddressValue {
  readonly region: string;
  readonly text: string;
  readonly lat?: number;
  readonly lng?: number;
}
/** Promised slot: `YYYY-MM-DD`, `HH:mm`, `HH:mm`, in Asia/Shanghai. */
export interface TimeslotValue {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}
/** Degrees WGS-84, metres, epoch ms. */
export interface LocationValue {
  readonly lat: number;
  readonly lng: number;
  readonly accuracy: number;
  readonly at: number;
}
/** A stored file: its id and the SHA-256 of its bytes in lower-case hex. */
export interface FileValue {
  readonly id: string;
  readonly sha256: string;
}
/** As the price engine takes a line: item code and a quantity in decimal text. */
export interface LineValue {
  readonly item: string;
  readonly quantity: string;
}

/** Values of a form by field key: plain JSON, numbers as decimal text, an empty field is absent. */
export type FormValues = Readonly<Record<string, unknown>>;

// ── who may see and fill what ────────────────────────────────────────────────────────────────────────────────────

/** From strict to open. */
export type Access = 'hidden' | 'read' | 'edit';

/** What one role may do with each field; `*` stands for the fields that are not named. Unnamed without `*`: the form alone decides. */
export type FieldAccess = Readonly<Record<string, Access>>;

/** One role's line of a node's access list. */
export interface AccessEntry {
  readonly role: string;
  readonly fields: FieldAccess;
}

/** Facts of the order that conditions may read as `$order.…`; absent ones read as null. */
export interface OrderContext {
  readonly state?: string | null;
  readonly priority?: string | null;
  readonly region?: string | null;
  readonly customerLevel?: string | null;
  readonly source?: string | null;
  /** Whole fen. */
  readonly charge?: number | null;
}

/** What conditions may read beside the values. */
export interface FormContext {
  /** `$node` */
  readonly node: string | null;
  /** `$role` of whoever looks or submits. */
  readonly role: string | null;
  /** `$scene` of the flow. */
  readonly scene: string | null;
  /** `$order.…` */
  readonly order: OrderContext;
  /** `$attempt`: how often this node was entered, from 1. */
  readonly attempt: number;
  /** `$today`, `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
}
