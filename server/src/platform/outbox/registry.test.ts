import { expect, test } from 'vitest';
import * as z from 'zod';
import { declaredJobs, defineEvent, defineJob, every, handle, on } from './definitions.ts';
import { createRegistry } from './registry.ts';

const payload = z.strictObject({ id: z.string() });
const job = defineJob({ name: 'test.job', version: 1, payload, attempts: 3 });
const orphan = defineJob({ name: 'test.orphan', version: 1, payload, attempts: 3 });
const event = defineEvent({ name: 'test.event', version: 1, payload });
const nothing = async (): Promise<void> => {};

test('a job with two handlers, a name used twice, and a second event of one name stop the start, all named at once', () => {
  const registry = createRegistry();
  registry.add({ jobs: [handle(job, nothing), handle(job, nothing)] });
  registry.add({
    subscriptions: [on(event, 'test.job', nothing), on(defineEvent({ name: 'test.event', version: 2, payload }), 'test.hears', nothing)],
  });
  registry.add({ crons: [every('test.tick', 1, nothing), every('test.tick', 2, nothing)] });
  expect(() => registry.seal()).toThrow(
    /test\.job: handled twice[\s\S]*test\.job: handled twice[\s\S]*test\.event: two events[\s\S]*test\.tick: two recurring/,
  );
});

test('a declared job that nobody handles stops the start', () => {
  const registry = createRegistry();
  registry.add({ jobs: [handle(job, nothing)] });
  expect(declaredJobs()).toContain(orphan);
  expect(() => registry.seal(declaredJobs())).toThrow('test.orphan: nobody handles this job');
  registry.add({ jobs: [handle(orphan, nothing)] });
});

test('nothing may be told or asked for before the registry is sealed, nor added after', () => {
  const registry = createRegistry();
  registry.add({ subscriptions: [on(event, 'test.hears', nothing)] });
  expect(() => registry.subscribers(event)).toThrow(/still open/);
  registry.seal();
  expect(registry.subscribers(event).map(({ name }) => name)).toEqual(['test.hears']);
  expect(() => registry.add({})).toThrow(/sealed/);
  expect(() => registry.job(job)).toThrow('nobody handles this job');
});

test('an event of the same name that is not the registered one is refused, not told to the wrong schema', () => {
  const registry = createRegistry();
  registry.add({ subscriptions: [on(event, 'test.hears', nothing)] });
  registry.seal();
  expect(() => registry.subscribers(defineEvent({ name: 'test.event', version: 1, payload }))).toThrow(/another event/);
});
