import { accessFor, accessTo } from '../../../shared/src/forms/access.ts';
import type { AccessEntry, FieldDefinition, FormDefinition, FormValues } from '../../../shared/src/forms/definition.ts';
import { evaluateForm } from '../../../shared/src/forms/evaluate.ts';
import { floorIn } from '../../../shared/src/intake/floors.ts';
import type { EpochMs } from '../../../shared/src/kernel/time.ts';
import { businessDay } from '../../../shared/src/kernel/time.ts';
import { modelQuestion } from '../../../shared/src/orders/device-questions.ts';
import type { Random } from './random.ts';

/** What people write into text fields, by field: the first words that come to mind, none of them about anybody. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  brand: ['格力', '美的', '海尔', '奥克斯', '海信', '小米'],
  errorCode: ['E6', 'E1', 'F4', 'H6', 'P5'],
  oldPlace: ['演示路 12 号演示家园 3 栋', '演示大道 66 号演示公馆 2 栋'],
  wantedPart: ['变频驱动板', '外机风机电机', '压缩机'],
  surveyNote: ['配电箱到车位约 20 米，沿桥架走线', '地下二层，走线路径通畅', '从单元表箱取电，需加漏保'],
  highReason: ['滤芯刚换，需冲洗十分钟', '原水偏高，建议加前置'],
  notWorthWhy: ['机龄超过十年，维修费接近新机'],
  scene: ['厨房水管接头漏水，总阀已关', '客厅跳闸，闻到焦味', '门锁没电，人在门外'],
  followUp: ['带新角阀来更换', '补接地线'],
  measures: ['客厅 5.2×4.1 米，层高 2.8 米；主卧 3.6×3.9 米', '全屋 118 平方米，三室两厅'],
  proposal: ['一拖四风管机，外机放设备平台', '壁挂炉加地暖分区控制', '中央净水加末端直饮'],
  lostWhy: ['预算不够', '已选别家', '房子要出租'],
  comment: ['师傅来晚了', '收费比说的多', '打孔灰尘没清理干净', '沟通少了点'],
  absentNote: ['敲门无人应，电话未接', '电话关机，等了二十分钟', '客户临时外出，电话里约改天', '邻居说家里没人，已留字条'],
  reviewNote: ['照片齐全，合格', '已电话核对'],
};
/** Models by the code of the form: made up in the way in which each trade names its machines. */
const MODELS: Readonly<Record<string, readonly string[]>> = {
  'ac-install': ['KFR-35GW', 'KFR-26GW', 'KFR-50LW', 'KFR-72LW', 'KFR-72QW', 'KFR-72TW'],
  'ac-repair': ['KFR-35GW', 'KFR-26GW', 'KFR-50LW', 'KFR-72LW', 'KFR-72QW', 'KFR-72TW'],
  'ac-move': ['KFR-35GW', 'KFR-26GW', 'KFR-50LW', 'KFR-72LW', 'KFR-72QW', 'KFR-72TW'],
  'heater-install': ['JSQ25-13', 'JSQ30-16', 'F60-21', 'F80-22'],
  'water-filter': ['RO-500G', 'RO-800G', 'UF-1500'],
  'toilet-install': ['ZN-300', 'ZN-400'],
  'washer-repair': ['XQG100-14', 'XQG80-12', 'XQB90-21'],
  'fridge-repair': ['BCD-458W', 'BCD-216D', 'BCD-520W'],
};
/** Text that is left empty as a rule. */
const SELDOM: Readonly<Record<string, number>> = { note: 0.15, reviewNote: 0.15, comment: 0.7 };
const NOTES = ['到之前打电话', '小区要登记车牌', '家里有狗', '电梯需要刷卡', '希望上午来'];

/** Readings that make sense, by field: from, to, digits after the point. */
const READINGS: Readonly<Record<string, readonly [number, number, number]>> = {
  floor: [1, 26, 0],
  oldFloor: [1, 18, 0],
  wallUnits: [1, 4, 0],
  cabinetUnits: [0, 2, 0],
  pressure: [0.4, 0.9, 2],
  outletTemp: [8, 16, 1],
  pipeLength: [3, 7, 1],
  tdsBefore: [90, 320, 0],
  tdsAfter: [6, 60, 0],
  pit: [300, 400, 0],
  pitMeasured: [300, 400, 0],
  years: [1, 12, 0],
  tempBefore: [9, 22, 1],
  tempAfter: [2, 5, 1],
  inches: [43, 85, 0],
  height: [95, 130, 0],
  cableMeters: [6, 38, 1],
  trayMeters: [0, 15, 1],
  earth: [0.8, 3.8, 2],
  insulation: [20, 500, 1],
  thickness: [50, 90, 0],
  fingerprints: [2, 8, 0],
  area: [60, 260, 1],
};

/** Who fills where, and what is fixed already. */
export interface Filling {
  readonly form: FormDefinition;
  readonly access: readonly AccessEntry[] | undefined;
  readonly roles: readonly string[];
  readonly stored: FormValues;
  readonly now: EpochMs;
  /** Values that the story decides. */
  readonly given: FormValues;
  /** False for fields that the outcome does not ask for. */
  readonly asked?: (key: string) => boolean;
  /** Where he stands. */
  readonly point: { readonly lat: number; readonly lng: number };
  /** Pictures are uploaded before they are named. */
  readonly picture: (kind: 'photo' | 'signature') => Promise<{ readonly id: string; readonly sha256: string }>;
}

/** Values for every field that may be edited here and is seen; a field that a condition hides is left alone. */
export async function fill(random: Random, filling: Filling): Promise<FormValues> {
  const { form, stored, now } = filling;
  const keys = form.fields.map(({ key }) => key);
  const access = accessFor(filling.access, filling.roles, keys);
  const sent: Record<string, unknown> = {};
  const context = { ...NOWHERE, today: businessDay(now) };
  const isSeen = (field: FieldDefinition): boolean =>
    field.visible === undefined ||
    evaluateForm({ form, access, stored, submitted: sent, context, partial: true }).fields.find(({ key }) => key === field.key)?.state ===
      'edit';
  // fields that others depend on come first; a field is looked at when those before it are filled
  for (const field of form.fields) {
    if (accessTo(access, field.key) !== 'edit' || filling.asked?.(field.key) === false || !isSeen(field)) continue;
    if (field.key in filling.given) {
      if (filling.given[field.key] !== undefined) sent[field.key] = filling.given[field.key];
      continue;
    }
    const value = await answerTo(random, field, { ...filling, stored: { ...stored, ...sent } });
    if (value !== undefined) sent[field.key] = value;
  }
  return sent;
}

const NOWHERE = { node: '', role: null, scene: 'aftersale', order: {}, attempt: 1 } as const;

async function answerTo(random: Random, field: FieldDefinition, { form, now, point, picture, stored }: Filling): Promise<unknown> {
  switch (field.type) {
    case 'text':
      if (field.key === 'note') return random.chance(SELDOM['note']!) ? random.pick(NOTES) : undefined;
      if (!random.chance(SELDOM[field.key] ?? 1)) return undefined;
      return stored[field.key] ?? wordsFor(random, form, field.key, stored);
    case 'number':
      return stored[field.key] ?? (field.key === 'floor' ? floorOf(stored) : undefined) ?? reading(random, field.key);
    case 'boolean':
      return YES.has(field.key) ? true : (stored[field.key] ?? random.chance(field.key === 'lift' ? liftChance(stored) : 0.35));
    case 'select':
      return stored[field.key] ?? random.pick(field.options).value;
    case 'location': {
      const aside = () => (random.next() - 0.5) * 0.001;
      return {
        lat: Number((point.lat + aside()).toFixed(6)),
        lng: Number((point.lng + aside()).toFixed(6)),
        accuracy: random.between(8, 60),
        at: now,
      };
    }
    case 'photo': {
      const pictures = [];
      for (let taken = 0; taken < Math.max(1, field.min ?? 0); taken += 1) pictures.push(await picture('photo'));
      return pictures;
    }
    case 'signature':
      return [await picture('signature')];
    case 'serial':
      // no two devices of a year bear the same one
      return `DEMO${Math.floor(now / 1000)
        .toString(36)
        .toUpperCase()}${random.between(1000, 9999)}`;
    case 'rating':
      return Number(random.weighted({ '5': 62, '4': 24, '3': 8, '2': 3, '1': 3 }));
    default:
      return undefined;
  }
}

/** People live where their door says that they do. */
function floorOf({ address }: FormValues): string | undefined {
  const found = floorIn(String((address as { text?: string } | undefined)?.text ?? ''));
  return found ? String(found.floor) : undefined;
}

/** Few houses of seven floors and more have none. */
const liftChance = ({ floor }: FormValues): number => (Number(floor ?? 1) >= 7 ? 0.97 : 0.5);

/** A model goes with the machine that was chosen. */
function wordsFor(random: Random, form: FormDefinition, key: string, values: FormValues): string | undefined {
  const words = key === 'model' ? MODELS[form.code] : WORDS[key];
  const fitting = words?.filter((word) => modelQuestion(form.fields, { ...values, [key]: word }) === null);
  return fitting && fitting.length > 0 ? random.pick(fitting) : undefined;
}

/** Questions that whoever finishes answers with yes. */
const YES = new Set([
  'gasKept',
  'drainOk',
  'powerOk',
  'flueOutside',
  'waterTight',
  'tested',
  'riskAgreed',
  'level',
  'masterHanded',
  'oldReturned',
  'safe',
  'propertyAgreed',
  'socketNear',
]);

function reading(random: Random, key: string): string | undefined {
  const range = READINGS[key];
  if (!range) return undefined;
  const [from, to, digits] = range;
  const scale = 10 ** digits;
  return String(random.between(Math.round(from * scale), Math.round(to * scale)) / scale);
}
