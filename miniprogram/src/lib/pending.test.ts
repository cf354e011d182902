import type { Reply } from '@mingdan/shared/contracts/client';
import { isUlid } from '@mingdan/shared/kernel/ids';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const disk = new Map<string, unknown>();
vi.mock('./store.ts', () => ({
  kept: (name: string) => disk.get(name),
  keep: (name: string, value: unknown) => void disk.set(name, value),
  forget: (name: string) => void disk.delete(name),
}));
const { isFinal, keyFor, settleKey } = await import('./pending.ts');

const refused = (status: number, code = 'x', offline = false): Reply<unknown> => ({
  ok: false,
  offline,
  problem: { code, status, fields: [], detail: {}, requestId: null },
});
const done: Reply<unknown> = { ok: true, value: {} };

beforeEach(() => disk.clear());

describe('the key of a write', () => {
  it('is a ULID that is kept before anything is sent', () => {
    const key = keyFor('pending:orders.create:1', '{"a":1}');
    expect(isUlid(key)).toBe(true);
    expect(disk.get('pending:orders.create:1')).toEqual({ key, body: '{"a":1}' });
  });

  it('stays the same while the same write is tried again without an answer', () => {
    const key = keyFor('w', 'body');
    settleKey('w', refused(0, 'request.offline', true));
    expect(keyFor('w', 'body')).toBe(key);
  });

  it('is another once the values changed, for the first write may still have happened', () => {
    const key = keyFor('w', 'body');
    settleKey('w', refused(0, 'request.offline', true));
    expect(keyFor('w', 'other')).not.toBe(key);
  });

  it('is another for the next write after one that went through', () => {
    const key = keyFor('w', 'body');
    settleKey('w', done);
    expect(keyFor('w', 'body')).not.toBe(key);
  });
});

describe('isFinal', () => {
  it.each([
    ['done', done, true],
    ['refused values', refused(422), true],
    ['someone was first', refused(409, 'orders.already_taken'), true],
    ['no answer', refused(0, 'request.offline', true), false],
    ['the server broke', refused(500), false],
    ['still under way', refused(409, 'idempotency.in_progress'), false],
    ['logged out', refused(401), false],
    ['too often', refused(429), false],
  ])('%s: %s', (_, reply, final) => expect(isFinal(reply as Reply<unknown>)).toBe(final));
});
