import { checkCondition, compileCondition } from '../kernel/conditions.ts';
import { sortByDependency } from './compile.ts';
import { unreadable } from './conditions.ts';
import { dayOfBound } from './days.ts';
import { DEFAULT_MAX_QUANTITY, FIELD_TYPES, type FieldDefinition, type FieldType } from './definition.ts';
import type { Finding } from './finding.ts';
import { clipped, isInheritedName, isObject } from './json.ts';
import { below, codeFault, createReport, integerFault, objectsIn, type Report, refuseUnknown, textFault } from './report.ts';
import { NEEDED, SETTINGS } from './settings.ts';

/** Fields of one form. */
export const MAX_FIELDS = 200;
const KEY = /^[a-z][A-Za-z0-9_]{0,39}$/;
const SHARED = ['key', 'type', 'label', 'hint', 'visible', 'required', 'readonly', 'personal'];
/** A heading holds nothing that could be required, kept from somebody's pen, or personal. */
const HEADING = ['key', 'type', 'label', 'hint', 'visible'];
const TESTS = ['visible', 'required', 'readonly'] as const;

/** What checking a form needs from outside. */
export interface FormCheckHost {
  /** Null when RE2 takes the pattern, else why not, in Chinese. Absent (on a phone): patterns are checked for length only. */
  readonly checkPattern?: (pattern: string) => string | null;
}

/** Everything wrong with a form; publishing needs no finding of severity error. Takes any JSON and never throws. */
export function checkForm(json: unknown, host: FormCheckHost = {}): Finding[] {
  const report = createReport();
  if (!isObject(json)) {
    report.error('MALFORMED', '', '表单需要是对象');
    return [...report.findings];
  }
  refuseUnknown(report, json, ['code', 'version', 'name', 'fields'], '');
  const complain = (key: string, fault: string | null) => fault && report.error('MALFORMED', key, fault);
  complain('code', codeFault(json.code));
  complain('version', integerFault(json.version, 1, 1_000_000));
  complain('name', textFault(json.name, 60));

  const entries = objectsIn(report, json.fields, 'fields', '字段');
  if (entries.length === 0 && report.findings.length === 0) report.error('MALFORMED', 'fields', '表单至少要有一个字段');
  if (entries.length > MAX_FIELDS) report.error('TOO_MANY_FIELDS', 'fields', `最多 ${MAX_FIELDS} 个字段，现有 ${entries.length} 个`);
  const fields = new Map<string, FieldDefinition>();
  for (const { at, item } of entries.slice(0, MAX_FIELDS)) {
    checkField(report, item, at, host);
    const key = item.key;
    if (typeof key !== 'string') continue;
    if (fields.has(key)) report.error('KEY_DUPLICATE', below(at, 'key'), `字段名「${key}」重复`);
    else fields.set(key, item as unknown as FieldDefinition);
  }

  const reads = new Map<string, ReadonlySet<string>>();
  for (const { at, item } of entries.slice(0, MAX_FIELDS)) {
    const steering = new Set<string>();
    for (const setting of TESTS) {
      const vars = checkTest(report, item[setting], below(at, setting), fields);
      // what is required never changes what is seen or kept, so two fields may require each other
      if (setting !== 'required') for (const path of vars) steering.add(path.split('.')[0]!);
    }
    if (typeof item.key === 'string') reads.set(item.key, steering);
  }
  const { cycle } = sortByDependency([...reads.keys()], (key) => [...(reads.get(key) ?? [])].filter((read) => reads.has(read)));
  if (cycle) {
    const names = [...cycle, cycle[0]!].map((key) => clipped(fields.get(key)?.label ?? key)).join(' → ');
    report.error('VISIBILITY_CYCLE', 'fields', `字段的显示或只读条件互相依赖，成了循环：${names}`);
  }
  return [...report.findings];
}

function checkField(report: Report, field: Record<string, unknown>, at: string, host: FormCheckHost): void {
  const { key, type, label, hint, personal } = field;
  if (typeof key !== 'string' || !KEY.test(key) || isInheritedName(key)) {
    report.error('KEY_INVALID', below(at, 'key'), '字段名以小写字母开头，只含字母、数字和下划线，最多 40 位');
  }
  const complain = (setting: string, fault: string | null) => fault && report.error('SETTING_INVALID', below(at, setting), fault);
  complain('label', textFault(label, 60));
  if (hint !== undefined) complain('hint', textFault(hint, 200));
  if (personal !== undefined && typeof personal !== 'boolean') complain('personal', '需要「是」或「否」');
  if (field.required === true && field.visible === false) {
    report.error('REQUIRED_BUT_HIDDEN', at, `字段「${clipped(label)}」必填却永远不显示`);
  }
  if (!isFieldType(type)) {
    report.error('FIELD_TYPE_UNKNOWN', below(at, 'type'), `字段类型「${clipped(type)}」目前不支持`);
    return;
  }

  const checks = SETTINGS[type];
  refuseUnknown(report, field, [...(type === 'heading' ? HEADING : SHARED), ...Object.keys(checks)], at);
  for (const setting of NEEDED[type] ?? []) if (field[setting] === undefined) complain(setting, '这个类型必须填写');
  let sound = true;
  for (const [setting, check] of Object.entries(checks)) {
    const fault = field[setting] === undefined ? null : check(field[setting]);
    complain(setting, fault);
    sound &&= fault === null;
  }
  if (!sound) return;
  if (typeof field.pattern === 'string') {
    const fault = host.checkPattern?.(field.pattern) ?? null;
    if (fault) report.error('PATTERN_INVALID', below(at, 'pattern'), fault);
  }
  if (crossed(field)) report.error('SETTING_INVALID', below(at, 'min'), '最小值大于最大值');
  if (crossed({ min: field.minQuantity, max: field.maxQuantity ?? mostOf(type) }))
    report.error('SETTING_INVALID', below(at, 'minQuantity'), '最小数量大于最大数量');
  if (field.integer === true && typeof field.scale === 'number' && field.scale > 0) complain('scale', '整数不能再有小数位');
  if (type === 'phone' && field.mobile === false && field.landline === false) complain('mobile', '手机和固定电话至少允许一种');
}

/** The most of a line that states no other bound. */
function mostOf(type: FieldType): number | undefined {
  return type === 'service-lines' || type === 'part-lines' ? DEFAULT_MAX_QUANTITY[type] : undefined;
}

function isFieldType(type: unknown): type is FieldType {
  return typeof type === 'string' && (FIELD_TYPES as readonly string[]).includes(type);
}

/** Whether `min` lies above `max`; days are compared as seen from any one day, a fixed day never with a relative one. */
function crossed({ min, max }: Record<string, unknown>): boolean {
  if (typeof min === 'number' && typeof max === 'number') return min > max;
  if (typeof min !== 'string' || typeof max !== 'string' || min.startsWith('P') !== max.startsWith('P')) return false;
  return dayOfBound(min, '2000-01-01') > dayOfBound(max, '2000-01-01');
}

/** Checks a boolean-or-condition setting; gives the paths that it reads. */
export function checkTest(
  report: Report,
  test: unknown,
  path: string,
  fields: ReadonlyMap<string, FieldDefinition> | null,
  node?: string,
): readonly string[] {
  if (test === undefined || typeof test === 'boolean') return [];
  if (!isObject(test)) {
    report.error('CONDITION_INVALID', path, '需要「是」「否」或一个条件', node);
    return [];
  }
  const findings = checkCondition(test);
  for (const finding of findings)
    report.error('CONDITION_INVALID', finding.path === '' ? path : below(path, finding.path), finding.message, node);
  if (findings.length > 0) return [];
  const { vars } = compileCondition(test);
  if (fields) {
    for (const name of vars) {
      const fault = unreadable(name, fields);
      if (fault) report.error('FIELD_UNKNOWN', path, fault, node);
    }
  }
  return vars;
}
