/** What happens to acts that wait on the phone: pure rules. The order of a queue is the order in which it was filled. */
import type { InputOf, Problem, Reply } from '@mingdan/shared/contracts/client';
import type { recordCollection } from '@mingdan/shared/contracts/collections';
import type { askConsent } from '@mingdan/shared/contracts/consents';
import type { askLeave } from '@mingdan/shared/contracts/leave';
import type { actOnOrder, OrderView } from '@mingdan/shared/contracts/orders';
import { keysOf } from '@mingdan/shared/orders/asked';
import type { FileRef } from './local-files.ts';
import { isFinal } from './pending.ts';

/** Writes that wait on the phone where there is no network, by operation, as they are kept. */
export interface KeptInputs {
  /** A step of the order's flow: finishing, other endings. */
  'orders.act': InputOf<typeof actOnOrder>;
  /** Money taken at the door. */
  'collections.record': InputOf<typeof recordCollection>;
  /** Extra lines put to the customer; pictures by what stands for them on this phone. */
  'orders.askConsent': Omit<InputOf<typeof askConsent>, 'photoFileIds'> & { readonly photos: readonly FileRef[] };
  'leave.ask': InputOf<typeof askLeave>;
}
export type QueuedKind = keyof KeptInputs;

/** A write that waits to be sent, or that the server did not take. */
export type QueuedAct = { [K in QueuedKind]: QueuedOf<K> }[QueuedKind];
export interface QueuedOf<K extends QueuedKind> {
  readonly kind: K;
  /** Idempotency key, made when the act was kept: however often it is sent, it happens once. */
  readonly key: string;
  /** Who acted; empty where the phone did not know yet. Nobody else sends it. */
  readonly owner: string;
  readonly input: KeptInputs[K];
  /** What is read in the list: the order's template and number, and the act's label. */
  readonly title: string;
  readonly label: string;
  /** The draft that its values came from; it goes when the act has gone through. Empty where it came from none. */
  readonly draft: string;
  readonly at: number;
  /** How often it was handed to the network. After the first time the server may have it. */
  readonly tries: number;
  /** Why the server did not take it. Such an act waits for the person, and later acts of its kind on the same order wait behind it. */
  readonly problem: Problem | null;
}

/** The order that an act is about; null for one that is about none. */
export function orderOf(act: Pick<QueuedAct, 'kind' | 'input'>): string | null {
  return 'orderId' in act.input ? act.input.orderId : null;
}

/** What a second press for the same thing is told by: a step of the flow, the same question, the same days. Each taking of money is one of its own. */
export function stepOf(act: Pick<QueuedAct, 'kind' | 'input'> & { readonly key?: string }): string {
  const { kind, input } = act as QueuedAct;
  switch (kind) {
    case 'orders.act':
      return `${input.orderId}:${input.token ?? ''}`;
    case 'collections.record':
      return `${input.orderId}:money:${act.key ?? ''}`;
    case 'orders.askConsent':
      return `${input.orderId}:consent:${JSON.stringify(input.lines)}`;
    case 'leave.ask':
      return `leave:${JSON.stringify(input)}`;
  }
}

/** Oldest first; keys made in the same millisecond in the order of the keys. */
export function inOrder(queue: readonly QueuedAct[]): readonly QueuedAct[] {
  return [...queue].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

/** The act to send now: the oldest of this person that is not behind a refused act of its kind on the same order. */
export function nextToSend(queue: readonly QueuedAct[], owner: string): QueuedAct | undefined {
  const blocked = new Set<string>();
  for (const act of inOrder(queue)) {
    const line = `${act.kind} ${orderOf(act) ?? ''}`;
    if ((act.owner !== owner && act.owner !== '') || blocked.has(line)) continue;
    if (act.problem === null) return act;
    // each request for leave stands for itself
    if (act.kind !== 'leave.ask') blocked.add(line);
  }
  return undefined;
}

/** `done`: it happened. `wait`: nobody knows, the same key tries again. `stale`: the order moved meanwhile. `refused`: a person must look. */
export type Verdict = 'done' | 'wait' | 'stale' | 'refused';

/** What an answer means for an act. */
export function verdictOf(reply: Reply<unknown>): Verdict {
  if (reply.ok) return 'done';
  if (!isFinal(reply)) return 'wait';
  return reply.problem.code === 'orders.stale_version' ? 'stale' : 'refused';
}

/**
 * The same act over the order as it is now; null when the person must look first: the step is not open to them any more, or asks for other fields.
 * A comment, a call or a note by someone else moves the version and changes nothing that was filled in.
 *
 * @param key a new one: the old one has been refused, and the body differs
 */
export function rebased(
  act: QueuedOf<'orders.act'>,
  order: Pick<OrderView, 'version' | 'state' | 'tasks'>,
  key: string,
): QueuedOf<'orders.act'> | null {
  const task = order.tasks.find(({ token, mine }) => mine && token === act.input.token);
  if (order.state !== 'open' || !task || order.version === act.input.version) return null;
  const editable = new Set(
    task.fields.filter(({ state }) => state === 'edit').map(({ definition }) => (definition as unknown as { key: string }).key),
  );
  const fits = Object.keys(act.input.values ?? {}).every((field) => editable.has(field));
  return fits ? { ...act, key, tries: 0, input: { ...act.input, version: order.version } } : null;
}

/** What a question about the device that the server asked is answered with: the same act, which stands by it. Null where nothing of the kind was asked. */
export function confirmedAct(act: QueuedAct, key: string): QueuedOf<'orders.act'> | null {
  if (act.kind !== 'orders.act' || act.problem?.code !== 'orders.device_question') return null;
  const confirmed = [...new Set([...(act.input.confirmed ?? []), ...keysOf(act.problem.detail)])];
  return { ...act, key, tries: 0, problem: null, input: { ...act.input, confirmed } };
}

/** Milliseconds until the next try: longer after each that found no network, a minute at most. */
export function waitBefore(round: number): number {
  return Math.min(60_000, 3_000 * 2 ** Math.min(round, 5));
}
