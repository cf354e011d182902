import { type Caller, demoFile, must, type Stage } from '../thread/stage.ts';

/** The demo's template under another code, with another way of finding an installer. */
export async function publishDispatch(stage: Stage, code: string, action: Readonly<Record<string, unknown>>): Promise<void> {
  const template = JSON.parse(JSON.stringify(demoFile('template-ac-install')).replaceAll('"ac-install"', `"${code}"`));
  const node = template.flow.nodes.find(({ key }: { key: string }) => key === 'assign');
  node.action = { type: 'dispatch', mode: 'offer', timeBox: 'PT15M', rounds: 5, ...action };
  must(await (await stage.as('admin')).post('/templates', { template }));
}

/** What a dispatcher asks and does over HTTP. */
export function desk(stage: Stage, userid = 'zhou.diaodu') {
  const me = () => stage.as(userid);
  const post = async (path: string, body: unknown) => (await me()).post(path, body);
  return {
    get: async (path: string) => (await me()).get(path),
    post,
    candidates: async (orderId: string) => must(await (await me()).get(`/dispatch/orders/${orderId}/candidates`)),
    board: async (query = '') => must(await (await me()).get(`/dispatch/board${query}`)),
    order: async (orderId: string) => must(await (await me()).get(`/orders/${orderId}`)),
    preview: async (orderId: string, body: unknown) => must(await post(`/dispatch/orders/${orderId}/preview`, body)),
    /** By userids, the leader first; the version is the one that stands unless given. */
    async assign(orderId: string, people: readonly (string | readonly [string, number])[], more: Readonly<Record<string, unknown>> = {}) {
      const crew = [];
      for (const each of people) {
        const [who, weight] = typeof each === 'string' ? [each, 1] : each;
        crew.push({ installerId: await stage.personId(who), weight });
      }
      const { version } = must(await (await me()).get(`/orders/${orderId}`));
      return post(`/dispatch/orders/${orderId}/assign`, { version, crew, ...more });
    },
  };
}

/** The userids of who is asked now for an order. */
export async function asked(stage: Stage, orderId: string): Promise<{ id: string; userid: string; place: number; pay: number }[]> {
  return stage.app.run((tx) =>
    tx.db
      .selectFrom('offer')
      .innerJoin('person', 'person.id', 'offer.installer_id')
      .select(['offer.id', 'person.userid', 'offer.place', 'offer.pay'])
      .where('offer.order_id', '=', orderId)
      .where('offer.status', '=', 'offered')
      .orderBy('offer.place')
      .execute(),
  );
}

export const answer = async (who: Caller, offerId: string, word: 'accept' | 'refuse', reason?: string) =>
  who.post(`/my/offers/${offerId}/answer`, { answer: word, ...(reason === undefined ? {} : { reason }) });

/** Writes an installer's profile over HTTP, what is not given as it stands. */
export async function profile(stage: Stage, userid: string, over: Readonly<Record<string, unknown>>): Promise<void> {
  const me = await stage.as('zhou.diaodu');
  const personId = await stage.personId(userid);
  const { version, skills, regions, base, capacity, visitMinutes, week } = must(await me.get(`/dispatch/installers/${personId}`));
  // days of work for two people pass in seconds in these tests
  const body = { version, skills, regions, base, capacity: Math.min(capacity, 30), visitMinutes, week, ...over };
  must(await me.post(`/dispatch/installers/${personId}`, body));
}
