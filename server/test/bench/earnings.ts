import type { BenchRow, Contestant, Goal } from '../../../bench/harness.ts';
import { ratio } from './order-list.ts';
import { BEHIND, latency, ORDERS, openWorlds } from './read-world.ts';

/** An installer's page of earnings, from the request to the answer. */
export const row: BenchRow = {
  name: 'earnings',
  work: `a month of an installer's earnings over HTTP with ${BEHIND} orders behind it, ${ORDERS} in the database`,
  unit: 'ms',
  async prepare({ note }) {
    const { worlds, close } = await openWorlds(note);
    try {
      const contestants: Contestant[] = [];
      const goals: Goal[] = [];
      let shown = 0;
      for (const world of worlds) {
        const { installerBearer, installerId, month } = world.told;
        const ask = () =>
          world.product(`/my/earnings?month=${month}`, installerBearer) as Promise<{ monthTotal: number; orders: { orderId: string }[] }>;
        const plain = () =>
          world.plain(`/earnings?installer=${installerId}&month=${month}`) as Promise<{ order_id: string; earn: number }[]>;
        const [mine, theirs] = [await ask(), await plain()];
        if (theirs.length === 0 || mine.orders.map(({ orderId }) => orderId).join() !== theirs.map(({ order_id }) => order_id).join())
          throw new Error(`${world.name}: the two answer with other orders`);
        if (mine.monthTotal !== theirs.reduce((sum, { earn }) => sum + Number(earn), 0))
          throw new Error(`${world.name}: the month adds up to something else`);
        shown = theirs.length;
        contestants.push({ name: world.name, role: 'product', measure: () => latency(ask) });
        contestants.push({ name: `${world.name} rows`, role: 'yardstick', measure: () => latency(plain) });
        goals.push(ratio(`${world.name} ≤ 2× the rows`, world.name, `${world.name} rows`, 2));
      }
      return {
        contestants,
        goals,
        facts: {
          orders: ORDERS,
          behind: BEHIND,
          'on the page': shown,
          yardstick: 'one indexed query with a join through Kysely behind bare Koa',
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
