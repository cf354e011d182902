import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PersonRole } from '@mingdan/shared/contracts/roles';
import { businessDay, DAY_MS, type EpochMs } from '@mingdan/shared/kernel/time';
import { changeKey, largeChanges } from '@mingdan/shared/pricing/large-changes';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import { type DestinationStream, pino } from 'pino';
import { loadDemo } from '../../../scripts/demo/load.ts';
import { newId, newToken } from '../../src/platform/ids.ts';
import { cardClicked } from '../../src/wecom/events.ts';
import { startProduct, type TestProduct } from '../http/product.ts';
import { type FreshStore, onEachStore, type StoreUnderTest } from '../support/stores.ts';
import { waitUntil } from '../support/wait-until.ts';
import { type Answer, type Caller, callerAt } from './caller.ts';
import { type MovableClock, movableClock } from './clock.ts';
import { PICTURE } from './picture.ts';
import { ACTUAL_LINES, PHONE, PLANNED_LINES, SLOT, startValues } from './values.ts';

const DATA = new URL('../../../scripts/demo/data/', import.meta.url);
/** Far above what a test asks for: limits have their own tests. */
const NO_LIMIT = '9000000';

/** A file of the demo company. */
// biome-ignore lint/suspicious/noExplicitAny: tests bend these documents in every direction
export const demoFile = (name: string): any => JSON.parse(readFileSync(new URL(`${name}.json`, DATA), 'utf8'));

/** A server with the demo company on a database of its own, and people to act on it. */
export interface Stage {
  readonly app: TestProduct;
  readonly clock: MovableClock;
  readonly store: StoreUnderTest['name'];
  /** A second server over the same rows; only where the database serves several. */
  readonly second: TestProduct | null;
  /** Everything that the servers logged so far. */
  logged(): string;
  /** Logs a person of the demo company in. */
  as(userid: string, on?: TestProduct): Promise<Caller>;
  personId(userid: string): Promise<string>;
  /** Adds a person beside the demo company's and logs them in. */
  person(draft: { userid: string; roles: readonly PersonRole[]; regions: readonly string[]; outletId?: string | null }): Promise<Caller>;
  /** What a request of this person carries, for tests that build requests by hand. */
  headers(userid: string): Promise<Record<string, string>>;
  customer(over?: { name?: string; phone?: string | null; level?: string }): Promise<string>;
  /** A new order by 林晓, with the worked case's plan. */
  order(over?: Readonly<Record<string, unknown>>): Promise<{ id: string; number: string; customerId: string }>;
  /** The one offer that stands for an order, once there is one. */
  offer(orderId: string): Promise<{ id: string; installerId: string; userid: string }>;
  /** Presses a button of an offer's card, as WeCom's callback tells it, and waits until that was handled. */
  click(userid: string, offerId: string, key: 'accept' | 'refuse' | 'refuse_none', on?: TestProduct): Promise<void>;
  /** An order that an installer has taken. */
  taken(over?: Readonly<Record<string, unknown>>): Promise<{ id: string; number: string; customerId: string; installer: Caller }>;
  /** What the installer submits to finish, with the bill's hash for these lines. */
  finishing(installer: Caller, orderId: string, over?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  /** An act on an order as it stands now; a submit confirms its slot's day, since the clock of these tests stands before most slots. */
  act(who: Caller, orderId: string, body: Readonly<Record<string, unknown>>): ReturnType<Caller['post']>;
  /** The token of the task that this caller sees. */
  taskToken(who: Caller, orderId: string): Promise<string>;
  /** The customer is not there 客户不在: the installer's visit ends with its proof. */
  absent(installer: Caller, orderId: string): Promise<void>;
  /** What 客户不在 asks for: a punch at the door, a picture of it, a word. */
  nobodyThere(installer: Caller): Promise<Record<string, unknown>>;
  /** Staff have looked into every odd punch 打卡异常 of an order: the clock of these tests stands days before most slots, and such a punch holds the bill. */
  verified(orderId: string): Promise<void>;
  /** An order that is finished and settled, its punch looked into. */
  finished(): Promise<{ id: string; number: string; customerId: string; installer: Caller }>;
  /**
   * The same, but the bill is not signed yet: the template's signature is left out by a flow that does not ask for it. Only what was agreed is done, where no
   * other lines are given.
   */
  finishedUnsigned(lines?: typeof ACTUAL_LINES): Promise<{ id: string; number: string; customerId: string; installer: Caller }>;
  /** Userid of who holds an order. */
  offerTaker(orderId: string): Promise<string | null>;
  /** A customer's session for an order, by the link and the right digits. */
  customerOf(orderId: string): Promise<Caller>;
  /** The token of the order's customer link. */
  linkOf(orderId: string): Promise<string>;
  /** Until no job is due any more. */
  quiet(): Promise<void>;
  until(what: string, condition: () => Promise<boolean>): Promise<void>;
  readonly picture: Buffer;
}

export { type Answer, type Caller, callerAt } from './caller.ts';
export * from './values.ts';

/** One `describe` per database, with a stage of its own. Read the stage's fields inside of tests and hooks only. */
export function onEachStage(title: string, hooks: StageHooks, body: (stage: Stage) => void): void {
  onEachStore(title, (kind) => {
    let fresh: FreshStore;
    let stage: Stage | undefined;
    hooks.beforeAll(async () => {
      fresh = await kind.fresh();
      stage = await openStage(kind, fresh, hooks.servers ?? 1);
    }, 120_000);
    hooks.afterAll(async () => {
      await stage?.second?.stop();
      await stage?.app.stop();
      await fresh.drop();
    });
    body(
      new Proxy({} as Stage, {
        get: (_, name) => {
          if (!stage) throw new Error('the stage is open during tests only');
          return stage[name as keyof Stage];
        },
      }),
    );
  });
}

export interface StageHooks {
  readonly beforeAll: (work: () => Promise<void>, timeoutMs?: number) => void;
  readonly afterAll: (work: () => Promise<void>) => void;
  /** 2: a second server where the database allows it. */
  readonly servers?: 1 | 2;
}

async function openStage(kind: StoreUnderTest, fresh: FreshStore, servers: 1 | 2): Promise<Stage> {
  // sessions end when time passes: whoever acts after a leap logs in again
  const tokens = new Map<string, Promise<string>>();
  const clock = movableClock('2026-11-22T10:00:00+08:00', () => tokens.clear());
  const lines: string[] = [];
  const sink: DestinationStream = { write: (line) => void lines.push(line) };
  const env = { MASTER_KEY: randomBytes(32).toString('base64'), RATE_LIMIT_PER_MINUTE: NO_LIMIT };
  const start = () => startProduct(fresh.location, env, { clock, log: pino({ level: 'debug' }, sink) });
  const app = await start();
  await loadDemo(app.product, demoFile);
  await publish(app, withoutSignature());
  // days of work for two people pass in seconds here
  await app.run((tx) => tx.db.updateTable('installer_profile').set({ capacity: 100_000, visit_minutes: 0 }).execute());
  const second = servers === 2 && kind.name === 'mariadb' ? await start() : null;
  const { identity, customers, orders } = app.product.capabilities;

  const personId = (userid: string) => app.run(async (tx) => (await identity.api.findByUserid(tx, userid))!.id);
  const tokenOf = (userid: string): Promise<string> => {
    const known =
      tokens.get(userid) ?? personId(userid).then((id) => app.run(async (tx) => (await identity.api.openSession(tx, id, 'bearer')).token));
    tokens.set(userid, known);
    return known;
  };
  const as = async (userid: string, on: TestProduct = app) => callerAt(on.url, await tokenOf(userid));

  const stage: Stage = {
    app,
    second,
    clock,
    store: kind.name,
    logged: () => lines.join(''),
    as,
    personId,
    async person({ outletId = null, ...draft }) {
      await app.run((tx) => identity.api.upsertPerson(tx, { ...draft, outletId, name: `测试${draft.userid}`, phone: null, active: true }));
      return as(draft.userid);
    },
    headers: async (userid) => ({ authorization: `Bearer ${await tokenOf(userid)}` }),
    customer: ({ name = '王丽', phone = PHONE, level = 'STD' } = {}) => app.run((tx) => customers.api.create(tx, { name, phone, level })),
    async order(over = {}) {
      const {
        customerId = await stage.customer(),
        values = startValues(visitSoon(clock.now())),
        ...rest
      } = over as { customerId?: string; values?: unknown };
      const staff = await as('linxiao');
      const made = must(
        await staff.post('/orders', { templateCode: 'ac-install', templateVersion: 1, customerId, values, source: 'sidebar', ...rest }),
      );
      return { id: made.id, number: made.number, customerId };
    },
    async offer(orderId) {
      const standing = () =>
        app.run((tx) =>
          tx.db
            .selectFrom('offer')
            .innerJoin('person', 'person.id', 'offer.installer_id')
            .select(['offer.id', 'offer.installer_id', 'person.userid'])
            .where('offer.order_id', '=', orderId)
            .where('offer.status', '=', 'offered')
            .executeTakeFirst(),
        );
      await waitUntil(`an offer of ${orderId}`, async () => (await standing()) !== undefined);
      const { id, installer_id, userid } = (await standing())!;
      return { id, installerId: installer_id, userid };
    },
    async click(userid, offerId, key, on = app) {
      await on.run((tx) => tx.outbox.append(cardClicked, { userid, taskId: `offer_${offerId}`, key, responseCode: newToken(16) }));
      await stage.quiet();
    },
    async taken(over) {
      const order = await stage.order(over);
      const { id, userid } = await stage.offer(order.id);
      const installer = await as(userid);
      must(await installer.post(`/my/offers/${id}/answer`, { answer: 'accept' }));
      return { ...order, installer };
    },
    async finishing(installer, orderId, over = {}) {
      const { lines: actual = ACTUAL_LINES, ...rest } = over as { lines?: typeof ACTUAL_LINES };
      const view = must(await installer.get(`/orders/${orderId}`));
      const bill = must(await installer.post(`/orders/${orderId}/bill-preview`, { lines: [...actual.services, ...actual.parts] }));
      const photo = await installer.upload('photo', PICTURE);
      const signature = await installer.upload('signature', PICTURE);
      return {
        version: view.version,
        event: 'submit',
        token: view.tasks[0].token,
        outcome: 'done',
        billHash: bill.hash,
        // the clock stands before most slots
        early: view.slot?.date,
        values: {
          arrival: { lat: 39.9087, lng: 116.4805, accuracy: 15, at: clock.now() },
          photosBefore: [photo],
          photosAfter: [photo],
          // no two machines bear the same one
          serial: `GR35SN${orderId.slice(-8)}`,
          signature: [signature],
          ...actual,
        },
        ...rest,
      };
    },
    async act(who, orderId, body) {
      const view = must(await who.get(`/orders/${orderId}`));
      const early = body['event'] === 'submit' && view.slot ? { early: view.slot.date } : {};
      return who.post(`/orders/${orderId}/acts`, { version: view.version, values: {}, ...early, ...body });
    },
    taskToken: async (who, orderId) => must(await who.get(`/orders/${orderId}`)).tasks[0].token,
    async absent(installer, orderId) {
      must(
        await stage.act(installer, orderId, {
          event: 'submit',
          token: await stage.taskToken(installer, orderId),
          outcome: 'absent',
          values: await stage.nobodyThere(installer),
        }),
      );
    },
    async nobodyThere(installer) {
      return {
        absentAt: { lat: 39.9087, lng: 116.4805, accuracy: 15, at: clock.now() },
        absentPhotos: [await installer.upload('photo', PICTURE)],
        absentNote: '敲门无人应，电话未接',
      };
    },
    async verified(orderId) {
      const staff = await as('linxiao');
      const { oddPunches } = must(await staff.get(`/orders/${orderId}`));
      for (const punch of oddPunches) must(await staff.post(`/orders/${orderId}/punches/${punch.id}/verify`, { word: '已核实' }));
    },
    async finished() {
      const order = await stage.taken();
      must(await order.installer.post(`/orders/${order.id}/acts`, await stage.finishing(order.installer, order.id)));
      await stage.verified(order.id);
      return order;
    },
    async finishedUnsigned(lines = PLANNED_LINES) {
      const order = await stage.taken({ templateCode: 'no-signature' });
      const submit = await stage.finishing(order.installer, order.id, { lines });
      const { signature: _, ...values } = submit['values'] as Record<string, unknown>;
      const { billHash: _hash, ...rest } = submit;
      must(await order.installer.post(`/orders/${order.id}/acts`, { ...rest, values }));
      await stage.verified(order.id);
      return order;
    },
    offerTaker: (orderId) =>
      app.run(async (tx) => {
        const row = await tx.db
          .selectFrom('work_order')
          .innerJoin('person', 'person.id', 'work_order.installer_id')
          .select('person.userid')
          .where('work_order.id', '=', orderId)
          .executeTakeFirst();
        return row?.userid ?? null;
      }),
    linkOf: (orderId) => app.run((tx) => orders.api.linkToken(tx, orderId)),
    async customerOf(orderId) {
      const opened = must(
        await callerAt(app.url, '').post('/customer/links/open', { token: await stage.linkOf(orderId), phoneLast4: PHONE.slice(-4) }),
      );
      return callerAt(app.url, opened.bearer);
    },
    picture: PICTURE,
    until: waitUntil,
    quiet: () =>
      waitUntil('no job is due', () =>
        app.run(async (tx) => {
          const due = await tx.db.selectFrom('outbox').select('id').where('due_at', '<=', clock.now()).limit(1).execute();
          return due.length === 0;
        }),
      ),
  };
  return stage;
}

/** The day of the worked case; when the test's clock has passed it, the day after tomorrow. */
function visitSoon(now: EpochMs): { slot?: typeof SLOT } {
  const date = businessDay((now + 2 * DAY_MS) as EpochMs);
  return date > SLOT.date ? { slot: { ...SLOT, date } } : {};
}

/** The demo's template under another code, where the installer's phone asks for no signature: the customer signs on the own page. */
function withoutSignature(): { code: string; form: { code: string; fields: { key: string }[] } } {
  const template = JSON.parse(JSON.stringify(demoFile('template-ac-install')).replaceAll('"ac-install"', '"no-signature"'));
  template.form.fields = template.form.fields.filter(({ key }: { key: string }) => key !== 'signature');
  for (const node of template.flow.nodes)
    for (const { fields } of node.form?.access ?? []) {
      // an access list that names a field which the form lacks is refused
      const granted: Record<string, string> = fields;
      delete granted['signature'];
    }
  return template;
}

/** Publishes a template as the administrator would. */
export async function publish(app: TestProduct, template: unknown): Promise<void> {
  const origin = await app.run(async (tx) => {
    const { identity } = app.product.capabilities;
    const admin = (await identity.api.findByUserid(tx, 'admin'))!;
    return { actor: (await identity.api.loadActor(tx, admin.id))!, requestId: newId() };
  });
  const published = await app.product.capabilities.templates.publish({ template }, origin);
  if (!published.ok) throw new Error(JSON.stringify(published));
}

/** Publishes a book as somebody who has looked at every price that changes by more than half. */
export async function publishBook(who: Caller, book: PriceBook): Promise<void> {
  const versions = must(await who.get('/books')).items.filter(({ code }: { code: string }) => code === book.code);
  const newest = Math.max(...versions.map(({ version }: { version: number }) => version));
  const { book: earlier } = must(await who.get(`/books/${book.code}/${newest}`));
  must(await who.post('/books', { book, confirmed: largeChanges(earlier, book).map(changeKey) }));
}

/** The body of an answer that must be a success. */
export function must(answer: Answer): Answer['body'] {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
