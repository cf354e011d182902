/** Acts of an installer on their way to the server: kept before they are sent, sent in order, each once. */
import type { OutputOf, Problem, Reply } from '@mingdan/shared/contracts/client';
import { recordCollectionMeta } from '@mingdan/shared/contracts/collections.meta';
import { askConsentMeta } from '@mingdan/shared/contracts/consents.meta';
import type { Contract } from '@mingdan/shared/contracts/define';
import { askLeaveMeta } from '@mingdan/shared/contracts/leave.meta';
import type { ContractMeta } from '@mingdan/shared/contracts/meta';
import type { actOnOrder, getOrder } from '@mingdan/shared/contracts/orders';
import { actOnOrderMeta, getOrderMeta } from '@mingdan/shared/contracts/orders.meta';
import { useSyncExternalStore } from 'react';
import { call } from './api.ts';
import { newKey } from './key.ts';
import { type FileRef, localIdsIn, withUploaded } from './local-files.ts';
import {
  confirmedAct,
  inOrder,
  type KeptInputs,
  nextToSend,
  type QueuedAct,
  type QueuedKind,
  rebased,
  stepOf,
  verdictOf,
  waitBefore,
} from './outbox-rules.ts';
import { knownPerson, whoAmI } from './person.ts';
import { IS_H5 } from './place.ts';
import { forget, keep, kept, keptNames } from './store.ts';
import { dropPicture, isRefused, upload } from './uploads.ts';

export type { QueuedAct } from './outbox-rules.ts';

const OPERATIONS: Readonly<Record<QueuedKind, ContractMeta>> = {
  'orders.act': actOnOrderMeta,
  'collections.record': recordCollectionMeta,
  'orders.askConsent': askConsentMeta,
  'leave.ask': askLeaveMeta,
};

/** What the server is sent: pictures of a question are named by their ids. */
function bodyOf(kind: QueuedKind, input: KeptInputs[QueuedKind]): unknown {
  if (kind !== 'orders.askConsent') return input;
  const { photos, ...rest } = input as KeptInputs['orders.askConsent'];
  return { ...rest, photoFileIds: photos.map(({ id }) => id) };
}

type Done = OutputOf<typeof actOnOrder>;

/** What became of an act that was put in: it happened, the server does not take it, or it waits for a network. */
export type Outcome<T = Done> = { state: 'done'; value: T } | { state: 'refused'; problem: Problem } | { state: 'kept' };

const slot = (key: string): string => `outbox:${key}`;
/** Answers by the step that was done, until its page has taken them. */
const done = new Map<string, { readonly kind: QueuedKind; readonly value: unknown }>();
/** Acts that the phone's storage refused: kept while the app lives. */
const unstored = new Map<string, QueuedAct>();
const listeners = new Set<() => void>();
let queue: readonly QueuedAct[] = readAll();

function readAll(): readonly QueuedAct[] {
  // an older build kept steps of the flow alone, and did not say so
  const stored = keptNames('outbox:').flatMap((name) => kept<QueuedAct>(name) ?? []);
  return inOrder([
    ...stored.map((act) => (act.kind ? act : ({ ...(act as object), kind: 'orders.act' } as QueuedAct))),
    ...unstored.values(),
  ]);
}

function changed(): void {
  queue = readAll();
  for (const listener of listeners) listener();
}

function save(act: QueuedAct): void {
  if (keep(slot(act.key), act)) unstored.delete(act.key);
  else unstored.set(act.key, act);
  changed();
}

function remove(key: string): void {
  unstored.delete(key);
  forget(slot(key));
  changed();
}

/** Brings up what the act needs. An answer that is no success stops the act. */
async function withPictures(act: QueuedAct): Promise<{ input: KeptInputs[QueuedKind] } | { failed: Reply<FileRef> }> {
  const uploaded = new Map<string, FileRef>();
  for (const id of localIdsIn(act.input)) {
    const reply = await upload('work', id);
    if (!reply.ok) return { failed: reply };
    uploaded.set(id, reply.value);
  }
  return { input: withUploaded(act.input, uploaded) };
}

/** Sends one act. True when the queue may go on. */
async function send(act: QueuedAct): Promise<boolean> {
  const ready = await withPictures(act);
  if ('failed' in ready) {
    if (!ready.failed.ok && isRefused(ready.failed)) {
      save({ ...act, problem: ready.failed.problem });
      return true;
    }
    return false;
  }
  save({ ...act, tries: act.tries + 1 });
  const reply = (await call<Contract>(OPERATIONS[act.kind], bodyOf(act.kind, ready.input) as never, {
    idempotencyKey: act.key,
  })) as Reply<unknown>;
  switch (verdictOf(reply)) {
    case 'wait':
      return false;
    case 'done':
      if (reply.ok) done.set(stepOf(act), { kind: act.kind, value: reply.value });
      if (act.draft !== '') forget(`draft:${act.draft}`);
      for (const id of localIdsIn(act.input)) void dropPicture(id);
      remove(act.key);
      return true;
    case 'refused':
      if (!reply.ok) save({ ...act, tries: act.tries + 1, problem: reply.problem });
      return true;
    case 'stale': {
      if (act.kind !== 'orders.act') {
        if (!reply.ok) save({ ...act, tries: act.tries + 1, problem: reply.problem });
        return true;
      }
      const now = await call<typeof getOrder>(getOrderMeta, { orderId: act.input.orderId });
      if (!now.ok && now.offline) return false;
      const again = now.ok ? rebased(act, now.value, newKey()) : null;
      if (again) {
        save(again);
        remove(act.key);
      } else if (!reply.ok) save({ ...act, tries: act.tries + 1, problem: reply.problem });
      return true;
    }
  }
}

async function sendAll(): Promise<boolean> {
  if (readAll().length === 0) return true;
  const person = await whoAmI();
  if (!person) return false;
  for (;;) {
    const next = nextToSend(readAll(), person.id);
    if (!next) return true;
    if (!(await send(next))) return false;
  }
}

/** Only one window of a browser sends at a time; another would do no harm, for the keys are the same, but no good either. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = IS_H5 ? (navigator as { locks?: LockManager }).locks : undefined;
  return locks ? ((await locks.request('mingdan-outbox', work)) as T) : work();
}

/** Steps whose answer somebody waits for: it is his, and not the page's. */
const awaited = new Set<string>();
let running: Promise<void> | null = null;
let round = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, once at a time. Stops without a network and comes back by itself. */
export function flushOutbox(): Promise<void> {
  running ??= alone(sendAll)
    .then((through) => {
      round = through ? 0 : round + 1;
      clearTimeout(timer);
      if (!through) timer = setTimeout(() => void flushOutbox(), waitBefore(round - 1));
    })
    .finally(() => {
      running = null;
      changed();
    });
  return running;
}

/** What is put in: the queue itself adds key, owner and time. */
export interface NewAct<K extends QueuedKind> {
  readonly kind: K;
  readonly input: KeptInputs[K];
  readonly title: string;
  readonly label: string;
  readonly draft: string;
}

/** Keeps an act and sends it. A second press for the same step is the same act. An act that is refused at once does not stay in the queue. */
export async function sendOrKeep<K extends QueuedKind, T = Done>(act: NewAct<K>): Promise<Outcome<T>> {
  const person = knownPerson() ?? (await whoAmI());
  const key = newKey();
  const fresh = { ...act, key, owner: person?.id ?? '', at: Date.now(), tries: 0, problem: null } as unknown as QueuedAct;
  const step = stepOf(fresh);
  const before = queue.find((queued) => stepOf(queued) === step);
  if (before?.problem) remove(before.key);
  if (!before || before.problem) save(fresh);
  done.delete(step);
  awaited.add(step);
  // a round that is under way may have passed the act already
  if (running) await running;
  await flushOutbox();
  awaited.delete(step);
  const came = done.get(step);
  if (came) {
    done.delete(step);
    return { state: 'done', value: came.value as T };
  }
  const left = queue.find((queued) => stepOf(queued) === step);
  if (!left?.problem) return { state: 'kept' };
  remove(left.key);
  return { state: 'refused', problem: left.problem };
}

/** Takes an act back out; its draft is in the form again. When it had been handed to the network the server may have it all the same. */
export function withdraw(key: string): void {
  remove(key);
}

/** Sends an act again whose question about the device was answered with yes. */
export function confirmDevice(act: QueuedAct): void {
  const again = confirmedAct(act, newKey());
  if (!again) return;
  save(again);
  remove(act.key);
  void flushOutbox();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The acts of this phone that have not gone through, oldest first. */
export function useOutbox(): readonly QueuedAct[] {
  return useSyncExternalStore(subscribe, () => queue);
}

/** What an order's act came to that went through after the person had turned to something else; told once, and only where nobody waits for the answer. */
export function takeDone(orderId: string): Done | undefined {
  for (const [step, { kind, value }] of done) {
    if (kind !== 'orders.act' || awaited.has(step) || (value as Done).id !== orderId) continue;
    done.delete(step);
    return value as Done;
  }
  return undefined;
}

/** Forgets one person's acts: they leave this phone for good and said so. */
export function forgetActs(owner: string): void {
  for (const act of readAll()) if (act.owner === owner || act.owner === '') remove(act.key);
}
