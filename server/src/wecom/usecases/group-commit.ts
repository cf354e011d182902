/** Most items of one transaction: enough that the disk's flush is shared, few enough that the last does not wait long for the first. */
const MOST_AT_ONCE = 128;
/** Transactions under way: while one waits for the disk or the network, the next is being written. */
const AT_THE_SAME_TIME = 2;

interface Waiting<I, O> {
  readonly item: I;
  readonly written: PromiseWithResolvers<O>;
}

/**
 * One transaction for all who come while those before are committing. Each caller goes on only after the commit that holds its item, or gets what that
 * transaction threw.
 *
 * @param write one transaction; returns one outcome per item, in their order
 */
export function createGroupCommit<I, O>(write: (items: readonly I[]) => Promise<readonly O[]>): (item: I) => Promise<O> {
  let line: Waiting<I, O>[] = [];
  let writing = 0;

  const work = async (): Promise<void> => {
    writing += 1;
    // whatever else has arrived by now goes into the same transaction
    await new Promise((resolve) => setImmediate(resolve));
    while (line.length > 0) {
      const group = line.slice(0, MOST_AT_ONCE);
      line = line.slice(MOST_AT_ONCE);
      try {
        const outcomes = await write(group.map(({ item }) => item));
        for (const [index, { written }] of group.entries()) written.resolve(outcomes[index]!);
      } catch (error) {
        for (const { written } of group) written.reject(error);
      }
    }
    writing -= 1;
  };

  return (item) => {
    const written = Promise.withResolvers<O>();
    line.push({ item, written });
    if (writing < AT_THE_SAME_TIME) void work();
    return written.promise;
  };
}
