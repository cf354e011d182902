/** No answer within the time that a person waits. */
export class TooLate extends Error {}

/** The outcome of `work`, or {@link TooLate} after `ms`. The work itself cannot be stopped; its late outcome is dropped. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooLate(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
