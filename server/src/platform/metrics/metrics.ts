import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the platform counts. One registry per process, made in compose; nothing is global. */
export interface Metrics {
  /** The page that Prometheus reads. */
  render(): Promise<{ contentType: string; text: string }>;
  /** `route` is the contract's name or a fixed label, never the address, so that ids do not become series. */
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void;
  /** One try of a job and what became of it. */
  countJob(job: string, outcome: string, seconds: number): void;
  /** Asked at each reading; the answer is seconds, or undefined when it cannot be told now. */
  gauge(name: string, help: string, read: () => Promise<number | undefined>): void;
  close(): void;
}

const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'mingdan_' });
  const requests = new Histogram({
    name: 'mingdan_http_request_seconds',
    help: 'Time to answer, by operation',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  });
  const jobs = new Histogram({
    name: 'mingdan_job_seconds',
    help: 'Time of one try of a job, by outcome',
    labelNames: ['job', 'outcome'],
    buckets: REQUEST_BUCKETS,
    registers: [registry],
  });
  return {
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    observeRequest: ({ method, route, status }, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    countJob: (job, outcome, seconds) => jobs.observe({ job, outcome }, seconds),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          const value = await read();
          if (value !== undefined) this.set(value);
        },
      });
    },
    close: () => registry.clear(),
  };
}
