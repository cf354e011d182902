import type { FieldDefinition, FormDefinition, FormValues } from '@mingdan/shared/forms/definition';
import { kmText } from '@mingdan/shared/kernel/metres';

/** What an order knows of the work before anybody has been there. */
export interface Job {
  readonly form: FormDefinition;
  readonly values: FormValues;
  readonly urgent: boolean;
  /** Planned lines with the words of their items. */
  readonly lines: readonly { readonly name: string; readonly kind: string; readonly unit: string; readonly quantity: string }[];
  readonly crewSize: number;
  /** Kilometres by road; null when not known. */
  readonly distanceKm: string | null;
}

export type Difficulty = 'low' | 'medium' | 'high';

export interface JobFacts {
  /** Short words in the order in which an installer asks: urgent, how many machines, floor and lift, height, then what else was answered. */
  readonly facts: readonly string[];
  readonly difficulty: Difficulty;
  /** What makes it hard, in words; empty for `low`. */
  readonly reasons: readonly string[];
}

/** Units in which machines are counted. */
const MACHINES: readonly string[] = ['台', '套'];
/** Answers beyond the usual ones that are told at most: an offer is read at a glance. */
const MOST_OTHERS = 4;
/** Field keys with a meaning of their own; price rules ask for the same. */
const FLOOR = 'floor';
const LIFT = 'lift';
const HEIGHT = 'height';
const HIGH_WORK = '高空';

/**
 * What matters before saying yes. The difficulty 难度 is a sum of points: stairs (4th floor and up without a lift 1, 7th and up 2), height in metres (2 and
 * up 1, 4 and up 2) or high work 高空 on a line or as an answer 2, two machines 1, three and more 2, a crew 1, 30 km and more 1. None is low, one or two
 * medium, more is high. What was not answered counts for nothing.
 */
export function jobFacts(job: Job): JobFacts {
  const number = (key: string) => numberOf(job.form, job.values, key);
  const [floor, height] = [number(FLOOR), number(HEIGHT)];
  const lift = job.values[LIFT];
  const machines = machineCount(job.lines);
  const count = machines.reduce((sum, [, many]) => sum + many, 0);
  const far = job.distanceKm !== null && Number(job.distanceKm) >= 30;
  const highWork =
    job.lines.some(({ name }) => name.includes(HIGH_WORK)) ||
    job.form.fields.some((field) => field.type === 'boolean' && field.label.includes(HIGH_WORK) && job.values[field.key] === true);

  const stairs = floor !== null && lift === false ? (floor >= 7 ? 2 : floor >= 4 ? 1 : 0) : 0;
  const high = highWork || (height ?? 0) >= 4 ? 2 : (height ?? 0) >= 2 ? 1 : 0;
  const points: readonly (readonly [number, string])[] = [
    [stairs, `${floor} 层无电梯`],
    [high, highWork ? '高空作业' : `高处作业 ${height} 米`],
    [count >= 3 ? 2 : count === 2 ? 1 : 0, `共 ${count} 台`],
    [job.crewSize > 1 ? 1 : 0, `需 ${job.crewSize} 人配合`],
    [far ? 1 : 0, `路程 ${kmText(job.distanceKm ?? 0)}`],
  ];
  const total = points.reduce((sum, [many]) => sum + many, 0);

  return {
    facts: [
      ...(job.urgent ? ['加急'] : []),
      ...machines.map(([unit, many]) => `${many} ${unit}`),
      ...(floor === null ? [] : [`${floor} 层${lift === true ? '有电梯' : lift === false ? '无电梯' : ''}`]),
      ...(height === null ? [] : [`高 ${height} 米`]),
      ...otherAnswers(job),
    ],
    difficulty: total === 0 ? 'low' : total <= 2 ? 'medium' : 'high',
    reasons: points.filter(([many]) => many > 0).map(([, words]) => words),
  };
}

/** Machines by unit, as service lines count them. */
function machineCount(lines: Job['lines']): readonly (readonly [string, number])[] {
  return MACHINES.flatMap((unit) => {
    const many = lines
      .filter((line) => line.kind === 'labour' && line.unit === unit)
      .reduce((sum, { quantity }) => sum + Number(quantity), 0);
    return many > 0 ? [[unit, many] as const] : [];
  });
}

/** A number of the form; null where there is none. Stored numbers are decimal text. */
function numberOf(form: FormDefinition, values: FormValues, key: string): number | null {
  const value = values[key];
  const isNumber = form.fields.some((field) => field.key === key && field.type === 'number');
  return isNumber && typeof value === 'string' && value !== '' ? Number(value) : null;
}

/** Choices, numbers and a plain yes, with their labels; never what names a person. */
function otherAnswers({ form, values }: Job): readonly string[] {
  return form.fields
    .filter(({ key, personal }) => ![FLOOR, LIFT, HEIGHT].includes(key) && personal !== true)
    .flatMap((field) => answerWords(field, values[field.key]))
    .slice(0, MOST_OTHERS);
}

function answerWords(field: FieldDefinition, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (field.type === 'boolean') return value === true ? [field.label] : [];
  if (field.type === 'number') return [`${field.label} ${String(value)}${field.unit ? ` ${field.unit}` : ''}`];
  if (field.type !== 'select') return [];
  const option = field.options.find((each) => each.value === value);
  return option ? [`${field.label} ${option.label}`] : [];
}
