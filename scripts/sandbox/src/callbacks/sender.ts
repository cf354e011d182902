import { setTimeout as wait } from 'node:timers/promises';
import { seconds } from '../clock.ts';
import type { World } from '../corp/world.ts';
import { randomDigits } from '../random.ts';
import { type SealedRequest, sealEcho, sealEvent } from './envelope.ts';
import type { CallbackEvent } from './events.ts';

export interface CallbackTry {
  /** Epoch milliseconds. */
  at: number;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  /** Why there was no answer. */
  error: string | null;
  ms: number;
  request: SealedRequest;
}

/** One event on its way to the server. */
export interface CallbackRecord {
  id: number;
  at: number;
  title: string;
  xml: string;
  outcome: 'pending' | 'delivered' | 'given_up';
  tries: CallbackTry[];
}

export interface CallbackSender {
  records: readonly CallbackRecord[];
  /** Null until the URL was asked to prove itself. */
  verified: () => boolean | null;
  /** Sends at once; the promise settles when it is delivered or given up. */
  send(event: CallbackEvent): { record: CallbackRecord; settled: Promise<void> };
  /** Sends the very bytes of an earlier try again, as somebody who had captured them would. @returns undefined when there is none */
  replay(id?: number): Promise<CallbackTry | undefined>;
  /** One GET with `echostr`: true when the plain text comes back within a second. */
  verify(): Promise<boolean>;
  /** Repeats {@link verify} until it succeeds or the sandbox stops: the server may start later. */
  verifyWhenUp(): Promise<void>;
  /** Cuts what is under way. */
  stop(): void;
}

const TRIES = 3;

/**
 * The platform's side of a callback: an answer that is not 200 within five seconds is cut and the event is sent again, three tries in all.
 *
 * @param timing tests shorten these; milliseconds
 */
export function createCallbackSender(world: World, timing: { timeoutMs: number; verifyMs: number; retryGapMs: number }): CallbackSender {
  const records: CallbackRecord[] = [];
  const stopped = new AbortController();
  let verified: boolean | null = null;

  async function request(sealed: SealedRequest, timeoutMs: number): Promise<{ sent: CallbackTry; text: string }> {
    const at = world.clock.wall();
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      const response = await fetch(`${world.callbackUrl}?${sealed.query}`, {
        method: sealed.body === null ? 'GET' : 'POST',
        headers: sealed.body === null ? {} : { 'content-type': 'text/xml; charset=utf-8' },
        body: sealed.body,
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopped.signal]),
      });
      const text = await response.text();
      return { sent: { at, status: response.status, error: null, ms: took(), request: sealed }, text };
    } catch (error) {
      const why = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
      return { sent: { at, status: 0, error: why, ms: took(), request: sealed }, text: '' };
    }
  }

  function log(name: string, sent: CallbackTry, summary: string, detail: unknown): void {
    world.journal.add({ at: sent.at, kind: 'callback', name, ok: sent.status === 200, summary, ms: sent.ms, detail });
  }

  async function deliver(record: CallbackRecord): Promise<void> {
    for (let attempt = 1; attempt <= TRIES && !stopped.signal.aborted; attempt++) {
      if (attempt > 1) await wait(timing.retryGapMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      const { sent } = await request(sealEvent(world.settings, record.xml, seconds(world.clock.real())), timing.timeoutMs);
      record.tries.push(sent);
      const answer = sent.error ?? `HTTP ${sent.status}`;
      log(record.title, sent, `第 ${attempt} 次：${answer}`, { id: record.id, xml: record.xml, attempt });
      if (sent.status === 200) {
        record.outcome = 'delivered';
        return;
      }
    }
    record.outcome = 'given_up';
  }

  let lastStatus = 0;

  // a server that is still starting is no news: a quiet check logs what differs from the check before
  async function verify({ quiet }: { quiet: boolean }): Promise<boolean> {
    if (!world.callbackUrl) return false;
    const plain = randomDigits(19);
    const { sent, text } = await request(sealEcho(world.settings, plain, seconds(world.clock.real())), timing.verifyMs);
    const passed = sent.status === 200 && text === plain;
    const isNews = sent.status !== 0 && sent.status !== lastStatus;
    lastStatus = sent.status;
    if (quiet && !isNews && !passed) return false;
    verified = passed;
    log('回调地址验证', { ...sent, status: verified ? 200 : 0 }, verified ? '通过' : (sent.error ?? `HTTP ${sent.status}`), {});
    return verified;
  }

  return {
    records,
    verified: () => verified,
    send(event) {
      const record: CallbackRecord = {
        id: records.length + 1,
        at: world.clock.wall(),
        title: event.title,
        xml: event.xml,
        outcome: 'pending',
        tries: [],
      };
      records.push(record);
      if (!world.callbackUrl) {
        record.outcome = 'given_up';
        return { record, settled: Promise.resolve() };
      }
      return { record, settled: deliver(record) };
    },
    async replay(id) {
      const record = id === undefined ? records.findLast((one) => one.tries.length > 0) : records.find((one) => one.id === id);
      const captured = record?.tries.at(-1);
      if (!record || !captured) return undefined;
      const { sent } = await request(captured.request, timing.timeoutMs);
      log(record.title, sent, `重放：${sent.error ?? `HTTP ${sent.status}`}`, { id: record.id, replay: true });
      return sent;
    },
    verify: () => verify({ quiet: false }),
    async verifyWhenUp() {
      for (let check = 1; !stopped.signal.aborted && !(await verify({ quiet: true })); check++) {
        // often while a product starts, seldom beside a server that answers otherwise
        const pauseMs = check < 60 ? 1_000 : 10_000;
        await wait(pauseMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      }
    },
    stop: () => stopped.abort(),
  };
}
