import type { FieldError } from '../kernel/result.ts';
import type { FieldDefinition } from './definition.ts';

/** What a message may name. Never a value that someone entered: it may be personal. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** A wrong value: the field (empty for the form as a whole), the path inside its value, the code, and the sentence made of code and params. */
export interface FormError extends FieldError {
  readonly field: string;
  readonly code: FormErrorCode;
  readonly params: MessageParams;
}

/** Sentences by code. `{label}` is the field's label; the other names are params. */
const SENTENCES = {
  'form.malformed': '提交的内容必须是按字段名组织的对象',
  'form.too_big': '填写内容过多，最多 {limit} KB',
  'form.unknown_field': '没有名为「{key}」的字段',
  'form.hidden': '「{label}」在当前环节不可填写',
  'form.readonly': '「{label}」在当前环节只能查看，不能修改',
  'form.required': '请填写「{label}」',
  'form.type': '「{label}」的格式不对，需要{wanted}',
  'form.unknown_part': '「{label}」含有不认识的内容「{key}」',
  'form.too_long': '「{label}」最多 {max} 个字',
  'form.control_character': '「{label}」含有不可见的控制字符',
  'form.pattern': '「{label}」不符合要求的格式',
  'form.number': '「{label}」需要数字，整数最多 12 位',
  'form.integer': '「{label}」需要整数',
  'form.scale': '「{label}」最多 {scale} 位小数',
  'form.min': '「{label}」不能小于 {min}',
  'form.max': '「{label}」不能大于 {max}',
  'form.option': '「{label}」请从给出的选项中选择',
  'form.option_twice': '「{label}」有重复的选项',
  'form.money': '「{label}」需要金额，不超过 1 亿元',
  'form.mobile': '「{label}」需要 11 位手机号',
  'form.landline': '「{label}」需要带区号的固定电话，只填数字',
  'form.phone': '「{label}」需要手机号或带区号的固定电话，只填数字',
  'form.region': '「{label}」的地区代码不存在',
  'form.region_level': '「{label}」需要选到{level}',
  'form.day': '「{label}」的日期不存在',
  'form.day_min': '「{label}」不能早于 {min}',
  'form.day_max': '「{label}」不能晚于 {max}',
  'form.time': '「{label}」的时刻格式为 HH:mm，开始早于结束',
  'form.slot': '「{label}」请从给出的时段中选择',
  'form.accuracy': '定位误差超过 {max} 米，请到开阔处重新打卡',
  'form.count_min': '「{label}」至少 {min} 项',
  'form.count_max': '「{label}」最多 {max} 项',
  'form.file': '「{label}」第 {nth} 个文件无效，请重新上传',
  'form.file_twice': '「{label}」第 {nth} 个文件重复',
  'form.serial': '「{label}」为 1 至 64 位字母、数字或符号',
  'form.item': '「{label}」第 {nth} 行的项目不可选',
  'form.quantity': '「{label}」第 {nth} 行的数量最多 12 位整数、3 位小数',
  'form.quantity_min': '「{label}」第 {nth} 行的数量不能小于 {min}',
  'form.quantity_max': '「{label}」第 {nth} 行的数量不能大于 {max}，请核对是否多写了',
} as const satisfies Record<string, string>;

/** Every way in which a value can be wrong. */
export type FormErrorCode = keyof typeof SENTENCES;

const CHOOSE = '请选择「{label}」';

/** What is missing is asked for by what has to be done; the types that are not named here are filled in. */
const MISSING: { readonly [T in FieldDefinition['type']]?: string } = {
  boolean: CHOOSE,
  select: CHOOSE,
  multiselect: CHOOSE,
  date: CHOOSE,
  region: CHOOSE,
  timeslot: CHOOSE,
  'service-lines': CHOOSE,
  'part-lines': CHOOSE,
  location: '请完成「{label}」',
  photo: '请拍「{label}」',
  signature: '请完成「{label}」',
  rating: '请给「{label}」打分',
};

const filledIn = (sentence: string, params: MessageParams): string =>
  sentence.replace(/\{([a-z]+)\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));

/** The Chinese sentence of a code, for a field's type where it is known; a name without a param stays as it is. */
export function formMessage(code: FormErrorCode, params: MessageParams, type?: FieldDefinition['type']): string {
  const asked = code === 'form.required' && type !== undefined ? MISSING[type] : undefined;
  return filledIn(asked ?? SENTENCES[code], params);
}

/** An error with its sentence. `below` is the path inside the field's value. */
export function formError(
  field: Pick<FieldDefinition, 'key' | 'label' | 'type'>,
  code: FormErrorCode,
  params: MessageParams = {},
  below = '',
): FormError {
  const path = below === '' ? field.key : `${field.key}.${below}`;
  const all = { label: field.label, ...params };
  return { field: field.key, path, code, params: all, message: formMessage(code, all, field.type) };
}
