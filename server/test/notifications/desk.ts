import { businessDay, DAY_MS, epochMs } from '@mingdan/shared/kernel/time';
import { noticeAsked } from '../../src/orders/events.ts';
import { waitUntil } from '../support/wait-until.ts';
import { type Caller, callerAt, must, startValues } from '../thread/stage.ts';
import type { Rig } from '../wecom/rig.ts';

/** People and orders of the demo company beside the stand-in, as the tests of notices need them. */
export function deskOf(rig: () => Rig) {
  const identity = () => rig().app.product.capabilities.identity.api;
  const run = (work: Parameters<ReturnType<typeof rig>['app']['run']>[0]) => rig().app.run(work);
  const as = async (userid: string): Promise<Caller> => {
    const { token } = await rig().app.run(async (tx) =>
      identity().openSession(tx, (await identity().findByUserid(tx, userid))!.id, 'bearer'),
    );
    return callerAt(rig().app.url, token);
  };
  let orders = 0;
  const deliveriesOf = (orderId: string) =>
    rig().app.run((tx) => tx.db.selectFrom('delivery').selectAll().where('order_id', '=', orderId).orderBy('id').execute());
  return {
    as,
    run,
    deliveriesOf,
    /** An order that nobody has taken yet, for a day of its own. */
    async order() {
      const staff = await as('linxiao');
      const customerId = await rig().app.run((tx) =>
        rig().app.product.capabilities.customers.api.create(tx, { name: '王丽', phone: null, level: 'STD' }),
      );
      orders += 1;
      const date = businessDay(epochMs(rig().clock.now() + (1 + orders) * DAY_MS));
      const values = startValues({ slot: { date, from: '10:00', to: '12:00' } });
      const made = await staff.post('/orders', { templateCode: 'ac-install', templateVersion: 1, customerId, values, source: 'sidebar' });
      const opened = must(made) as { id: string; number: string };
      // what the opening itself tells is told: what a test asks for afterwards comes after it
      await rig().quiet();
      return opened;
    },
    ask: (orderId: string, template: string, to: object) =>
      rig().app.run((tx) => tx.outbox.append(noticeAsked, { orderId, template, to: to as { type: string }, node: 'visit' })),
    /** Moves the server's clock and the platforms' together. */
    forward(ms: number) {
      rig().clock.forward(ms);
      rig().sandbox.state.clock.shift(ms);
    },
    /** Until nothing about the order is on its way any more. */
    async ended(orderId: string) {
      await rig().quiet();
      await waitUntil('every notice has ended', async () => (await deliveriesOf(orderId)).every(({ status }) => status !== 'pending'));
    },
    /** A customer's session by a WeChat login, and the openid behind it. */
    async customer(orderId: string) {
      const [who] = rig().sandbox.state.people.customers;
      const ticket = await rig().app.run((tx) => identity().issueTicket(tx, 'openid', who!.openid));
      const link = await rig().app.run((tx) => rig().app.product.capabilities.orders.api.linkToken(tx, orderId));
      const opened = must(await callerAt(rig().app.url, '').post('/customer/links/open', { token: link, ticket }));
      return { caller: callerAt(rig().app.url, opened.bearer as string), openid: who!.openid, externalUserid: who!.externalUserid };
    },
  };
}
