import type { Reply } from '@mingdan/shared/contracts/client';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

vi.mock('./store.ts', () => ({ kept: () => undefined, keep: () => true, forget: () => undefined }));
const { confirmedAct, inOrder, nextToSend, rebased, stepOf, verdictOf, waitBefore } = await import('./outbox-rules.ts');
type QueuedAct = import('./outbox-rules.ts').QueuedAct;
type Step = import('./outbox-rules.ts').QueuedOf<'orders.act'>;

const problem = (status: number, code: string) => ({ code, status, fields: [], detail: {}, requestId: null });
const refusal = (status: number, code: string, offline = false): Reply<unknown> => ({ ok: false, offline, problem: problem(status, code) });
const act = (key: string, orderId: string, at: number, more: Partial<Step> = {}): Step => ({
  kind: 'orders.act',
  key,
  owner: 'me',
  input: { orderId, version: 3, event: 'submit', token: 't1', outcome: 'done', values: { note: 'x' } },
  title: '',
  label: '完工',
  draft: `task:${orderId}:visit`,
  at,
  tries: 0,
  problem: null,
  ...more,
});

describe('a question about the device', () => {
  const asked = { ...problem(409, 'orders.device_question'), detail: { what: '…', keys: 'model:A:wall\nserial:1' } };

  it('is answered by the same act, which stands by it, under a key of its own', () => {
    const again = confirmedAct(act('a', 'one', 1, { problem: asked, tries: 2 }), 'b');
    expect(again).toMatchObject({ key: 'b', tries: 0, problem: null, draft: 'task:one:visit' });
    expect(again?.input).toMatchObject({ values: { note: 'x' }, confirmed: ['model:A:wall', 'serial:1'] });
  });

  it('adds to what was confirmed before; another refusal is not answered so', () => {
    const before = act('a', 'one', 1, { problem: asked });
    const again = confirmedAct({ ...before, input: { ...before.input, confirmed: ['serial:1', 'old'] } }, 'b');
    expect(again?.input.confirmed).toEqual(['serial:1', 'old', 'model:A:wall']);
    expect(confirmedAct(act('a', 'one', 1, { problem: problem(409, 'orders.not_here') }), 'b')).toBeNull();
    expect(confirmedAct(act('a', 'one', 1), 'b')).toBeNull();
  });
});

describe('the queue', () => {
  it('goes out in the order in which it was filled', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }), (times) => {
        let queue: QueuedAct[] = times.map((at) => act(`k${at}`, `o${at % 2}`, at));
        const sent: number[] = [];
        for (let next = nextToSend(queue, 'me'); next; next = nextToSend(queue, 'me')) {
          const { key } = next;
          sent.push(next.at);
          queue = queue.filter((waiting) => waiting.key !== key);
        }
        expect(sent).toEqual([1, 2, 3, 4, 5]);
      }),
    );
  });

  it('stops behind a refused act of the same order, and only there', () => {
    const queue = [act('a', 'one', 1, { problem: problem(409, 'orders.not_here') }), act('b', 'one', 2), act('c', 'two', 3)];
    expect(nextToSend(queue, 'me')?.key).toBe('c');
    expect(nextToSend(queue.slice(0, 2), 'me')).toBeUndefined();
  });

  const money = (key: string, orderId: string, at: number, more: object = {}) =>
    ({ ...act(key, orderId, at), kind: 'collections.record', input: { orderId, method: 'cash', amount: 100 }, ...more }) as QueuedAct;

  it('a refused taking of money does not hold up the finish, nor the other way round', () => {
    const refused = { problem: problem(422, 'collections.too_much') };
    expect(nextToSend([money('m', 'one', 1, refused), act('a', 'one', 2)], 'me')?.key).toBe('a');
    expect(nextToSend([act('a', 'one', 1, refused), money('m', 'one', 2)], 'me')?.key).toBe('m');
    expect(nextToSend([money('m', 'one', 1, refused), money('n', 'one', 2)], 'me')).toBeUndefined();
  });

  it('each taking of money is one of its own; the same step, question or days are one', () => {
    expect(stepOf(money('m', 'one', 1))).not.toBe(stepOf(money('n', 'one', 1)));
    expect(stepOf(act('a', 'one', 1))).toBe(stepOf(act('b', 'one', 2)));
    const days = { fromDay: '2026-11-25', fromHalf: 'am', toDay: '2026-11-25', toHalf: 'pm', kind: 'personal' } as const;
    expect(stepOf({ kind: 'leave.ask', input: days, key: 'a' })).toBe(stepOf({ kind: 'leave.ask', input: days, key: 'b' }));
  });

  it('sends nothing of another person who used this phone', () => {
    expect(nextToSend([act('a', 'one', 1)], 'you')).toBeUndefined();
    expect(nextToSend([act('a', 'one', 1, { owner: '' })], 'you')?.key).toBe('a');
  });

  it('orders acts of one millisecond by their keys', () => {
    expect(inOrder([act('b', 'o', 1), act('a', 'o', 1)]).map(({ key }) => key)).toEqual(['a', 'b']);
  });
});

describe('what an answer means', () => {
  it.each([
    ['done', { ok: true, value: {} }, 'done'],
    ['no answer', refusal(0, 'request.offline', true), 'wait'],
    ['broken server', refusal(500, 'request.internal'), 'wait'],
    ['too often', refusal(429, 'request.limited'), 'wait'],
    ['another version', refusal(412, 'orders.stale_version'), 'stale'],
    ['somebody else has it', refusal(409, 'orders.not_here'), 'refused'],
    ['wrong values', refusal(422, 'orders.form_invalid'), 'refused'],
  ])('%s', (_, reply, verdict) => expect(verdictOf(reply as Reply<unknown>)).toBe(verdict));
});

describe('an act over an order that moved meanwhile', () => {
  const field = (key: string, state: 'read' | 'edit' = 'edit') => ({
    definition: { key, type: 'text' },
    state,
    required: false,
    value: null,
  });
  const order = (version: number, token: string, fields = [field('note')], mine = true) =>
    ({ version, state: 'open', tasks: [{ token, mine, fields }] }) as unknown as Parameters<typeof rebased>[1];

  it('goes out again where only the version moved, under a new key', () => {
    expect(rebased(act('old', 'o', 1, { tries: 2 }), order(5, 't1'), 'new')).toEqual(
      act('new', 'o', 1, { input: { ...act('', 'o', 1).input, version: 5 } }),
    );
  });

  it.each([
    ['the step is done', order(5, 't2')],
    ['somebody else works there now', order(5, 't1', undefined, false)],
    ['the form asks for something else', order(5, 't1', [field('other')])],
    ['the field may only be read', order(5, 't1', [field('note', 'read')])],
    ['the order ended', { ...order(5, 't1'), state: 'cancelled' as const }],
    ['nothing moved, so trying again would turn in a circle', order(3, 't1')],
  ])('waits for the person when %s', (_, now) => expect(rebased(act('old', 'o', 1), now, 'new')).toBeNull());
});

it('waits longer from try to try, a minute at most', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(waitBefore)).toEqual([3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
});
