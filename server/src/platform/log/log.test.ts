import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const destination = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  write(createLog({ level: 'info', destination }));
  return text;
}

test('one JSON line per event, with time and level in words', () => {
  const line = JSON.parse(logged((log) => log.info({ route: 'orders.get', status: 200 }, 'request'))) as Record<string, unknown>;
  expect(line).toMatchObject({ level: 'info', route: 'orders.get', status: 200, msg: 'request' });
  expect(String(line['time'])).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('what is personal or secret is cut out, three levels deep', () => {
  const canary = 'CANARY-13800138000';
  const facts = {
    phone: canary,
    token: canary,
    values: { a: canary },
    person: { name: canary, address: { text: canary } },
    request: { headers: { authorization: canary, cookie: canary } },
  };
  expect(logged((log) => log.info(facts, 'x'))).not.toContain('CANARY');
});

test('an error without the SQL and values that drivers hang on it', () => {
  const error = Object.assign(new Error("Duplicate entry 'CANARY' for key 'person.userid'"), {
    code: 'ER_DUP_ENTRY',
    errno: 1062,
    sql: 'insert CANARY',
    parameters: ['CANARY'],
  });
  const text = logged((log) => log.error({ err: error }, 'failed'));
  expect(text).not.toContain('CANARY');
  expect(text).toContain('ER_DUP_ENTRY');
});

test('a line break in a value cannot forge a line', () => {
  const text = logged((log) => log.info({ route: 'a\n{"level":"info","msg":"forged"}' }, 'x'));
  expect(text.trim().split('\n')).toHaveLength(1);
});
