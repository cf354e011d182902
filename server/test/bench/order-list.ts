import { type BenchRow, type Contestant, type Goal, medianOf } from '../../../bench/harness.ts';
import { latency, ORDERS, openWorlds, type ReadWorld } from './read-world.ts';

const PAGE = 50;
const DEEP = 1_000;

interface Case {
  readonly name: string;
  readonly product: string;
  readonly plain: string;
}

/** What is asked, in the product's words and the yardstick's; the deep page begins after the last order of the page before it. */
async function casesOf(world: ReadWorld, note: (line: string) => void): Promise<readonly Case[]> {
  const { told } = world;
  const subtree = { product: `region=${told.region.slice(0, 2)}0000&state=open`, plain: `region_l1=${told.region.slice(0, 2)}&state=open` };
  const matching = Math.floor(ORDERS / 15);
  const deep = Math.max(2, Math.min(DEEP, Math.floor(matching / PAGE) - 1));
  if (deep < DEEP) note(`order-list: ${ORDERS} orders are enough for page ${deep} only`);
  const [last] = (await world.plain(`/orders?${subtree.plain}&offset=${(deep - 1) * PAGE - 1}&limit=1`)) as { id: string }[];
  if (!last) throw new Error(`no page ${deep}`);
  return [
    { name: 'page 1', product: subtree.product, plain: subtree.plain },
    { name: `page ${DEEP}`, product: `${subtree.product}&cursor=${last.id}`, plain: `${subtree.plain}&before=${last.id}` },
    { name: 'number', product: `q=${told.number}`, plain: `number=${told.number}` },
    { name: 'phone', product: `q=${told.phone}`, plain: `phone_bidx=${encodeURIComponent(told.phoneIndex)}` },
  ];
}

/** The list of orders, from the request to the answer. */
export const row: BenchRow = {
  name: 'order-list',
  work: `one page of ${PAGE} of ${ORDERS} orders over HTTP: by region subtree and state, first page and page ${DEEP}; by number; by exact phone`,
  unit: 'ms',
  async prepare({ note }) {
    const { worlds, close } = await openWorlds(note);
    try {
      const contestants: Contestant[] = [];
      const goals: Goal[] = [];
      for (const world of worlds) {
        const { bearer } = world.told;
        for (const one of await casesOf(world, note)) {
          const ask = () => world.product(`/orders?${one.product}&limit=${PAGE}`, bearer) as Promise<{ items: { id: string }[] }>;
          const plain = () => world.plain(`/orders?${one.plain}`) as Promise<{ id: string }[]>;
          const [mine, theirs] = [(await ask()).items.map(({ id }) => id), (await plain()).slice(0, PAGE).map(({ id }) => id)];
          if (mine.length === 0 || mine.join() !== theirs.join())
            throw new Error(`${world.name}, ${one.name}: the two answer with other orders`);
          const name = `${world.name} ${one.name}`;
          contestants.push({ name, role: 'product', measure: () => latency(ask) });
          contestants.push({ name: `${name} rows`, role: 'yardstick', measure: () => latency(plain) });
          goals.push(ratio(`${name} ≤ 2× the rows`, name, `${name} rows`, 2));
        }
        goals.push(ratio(`${world.name} page ${DEEP} ≤ 1.2× page 1`, `${world.name} page ${DEEP}`, `${world.name} page 1`, 1.2));
      }
      return {
        contestants,
        goals,
        facts: {
          orders: ORDERS,
          yardstick: 'keyset query with its joins through Kysely behind bare Koa: no session, no rights, nothing decrypted',
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};

/** Reached when the first is at most so many times the second. */
export function ratio(text: string, of: string, to: string, most: number): Goal {
  return {
    text,
    unit: '×',
    evaluate: (medians) => {
      const value = medianOf(medians, of) / medianOf(medians, to);
      return { value, reached: value <= most };
    },
  };
}
