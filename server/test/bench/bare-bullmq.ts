import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** BullMQ alone with jobs that do nothing: no database, nothing durable, for information. */
export function bareBullmq(url: string, concurrency: number): { run(jobs: number): Promise<void>; close(): Promise<void> } {
  const producer = new Redis(url, { maxRetriesPerRequest: null });
  const consumer = new Redis(url, { maxRetriesPerRequest: null });
  const prefix = 'bare';
  const queue = new Queue('bare', { connection: producer, prefix });
  let left = 0;
  let done = (): void => {};
  const worker = new Worker(
    'bare',
    async () => {
      left -= 1;
      if (left === 0) done();
    },
    { connection: consumer, prefix, concurrency },
  );
  return {
    async run(jobs) {
      left = jobs;
      const all = new Promise<void>((resolve) => {
        done = resolve;
      });
      for (let from = 0; from < jobs; from += 500)
        await queue.addBulk(
          Array.from({ length: Math.min(500, jobs - from) }, (_, n) => ({
            name: 'x',
            data: { n: from + n },
            opts: { removeOnComplete: true },
          })),
        );
      await all;
    },
    async close() {
      await worker.close();
      await queue.close();
      producer.disconnect();
      consumer.disconnect();
    },
  };
}
