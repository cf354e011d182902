import type { Phase } from '../../../shared/src/flows/definition.ts';
import type { Task } from './build.ts';
import { NOBODY_THERE } from './parts.ts';

/** Words on the button and where it leads. */
type Way = readonly [label: string, to: string];
type Ways = Readonly<Record<string, Way>>;

/** What is particular to a step. */
interface Step {
  readonly key: string;
  readonly name: string;
  /** Fields that are filled here. */
  readonly edits: readonly string[];
  /** Field that says where it takes place, where that is not the order's address. */
  readonly place?: string;
}

/** Nobody was there, which costs the visit fee, or the installer cannot do it: the two ways out that every visit has. */
const WAYS_OUT: Ways = { absent: ['客户不在', 'visit-fee'], return: ['退回派单', 'assign'] };

/** The visit fee is paid for a visit that was made. */
const PROOF_OF_ABSENCE = { absent: NOBODY_THERE.map(({ key }) => key) } as const;

/**
 * The installer's first step at the door. The customer is told who comes.
 *
 * @param ways its own, the usual one first; `WAYS_OUT` come on top
 * @param bare of `ways`: those that may leave required fields empty
 */
export const visit = (step: Step, label: string, ways: Ways, bare: readonly string[] = []): Task => ({
  ...step,
  phase: 'working',
  by: 'installer',
  outcomes: { ...ways, ...WAYS_OUT },
  partial: [...Object.keys(WAYS_OUT), ...bare],
  needs: PROOF_OF_ABSENCE,
  sla: 'visit',
  label,
  tells: 'installer-assigned',
});

/** A later step of the same installer. @param absent where it leads when nobody is there; absent: somebody always is */
export const work = (step: Step, label: string, done: Way, absent?: Way): Task => ({
  ...step,
  phase: 'working',
  by: 'installer',
  outcomes: absent ? { done, absent } : { done },
  ...(absent ? { partial: ['absent'], needs: PROOF_OF_ABSENCE } : {}),
  sla: 'visit',
  label,
});

/**
 * Work at a desk.
 *
 * @param ways those that ask for the step's fields, the usual one first
 * @param bare those that may leave them empty: the customer gives up, the work goes back
 */
export const desk = (
  step: Step & {
    readonly by?: Task['by'];
    readonly phase: Phase;
    readonly label?: string;
    readonly tells?: string;
    readonly expire?: NonNullable<Task['expire']>;
  },
  ways: Ways,
  bare: Ways = {},
): Task => ({
  by: 'staff',
  ...step,
  outcomes: { ...ways, ...bare },
  ...(Object.keys(bare).length > 0 ? { partial: Object.keys(bare) } : {}),
  sla: 'desk',
});

/** A part of what was agreed is done 部分完成, the rest on another day. */
export const PARTLY_DONE: Ways = { partly: ['部分完成', 'settle-part'] };

/** The customer gives the order up. */
export const gone = (label: string): Ways => ({ cancel: [label, 'cancelled'] });

/** A new slot after nobody was at home; the customer may also give up. */
export const rebook = (back: string): Task =>
  desk({ ...REBOOK, key: 'rebook', name: '重新预约' }, { again: ['已约新时段', back] }, gone('客户取消'));

/** The same where work has begun and nobody can give up any more. */
export const rebookOnly = (key: string, name: string, button: string, back: string): Task =>
  desk({ ...REBOOK, key, name }, { again: [button, back] });

const REBOOK = { phase: 'waiting', edits: ['slot', 'note'], label: '重新预约', tells: 'visit-again' } as const;
