import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, CONTACT, callerAt, must, onEachStage, PHONE, STREET } from './stage.ts';

const DAY = 86_400_000;
const RIGHT = PHONE.slice(-4);

onEachStage("the customer's link", { beforeAll, afterAll }, (stage) => {
  const nobody = (): Caller => callerAt(stage.app.url, '');
  const open = (token: string, proof: Readonly<Record<string, unknown>> = {}) => nobody().post('/customer/links/open', { token, ...proof });
  /** A one-time ticket as a login in WeChat leaves it. */
  const ticket = (openid: string) => stage.app.run((tx) => stage.app.product.capabilities.identity.api.issueTicket(tx, 'openid', openid));
  const linkRow = (orderId: string) =>
    stage.app.run((tx) => tx.db.selectFrom('customer_link').selectAll().where('order_id', '=', orderId).executeTakeFirstOrThrow());

  test('no proof yet: the least is shown, nothing can be done; once proved elsewhere, that session is over', async () => {
    const { id } = await stage.finishedUnsigned();
    const token = await stage.linkOf(id);
    const opened = must(await open(token));
    expect(opened).toMatchObject({ orderId: id, verified: false });
    const stranger = callerAt(stage.app.url, opened.bearer);
    const page = must(await stranger.get('/customer/order'));
    expect(page).toMatchObject({ customerName: '王*', addressShort: '', verified: false, tasks: [] });
    for (const personal of [CONTACT, PHONE, STREET]) expect(JSON.stringify(page)).not.toContain(personal);
    const { id: signatureFileId } = await stranger.upload('signature', stage.picture);
    const signing = await stranger.post('/customer/order/signature', { billHash: page.bill.hash, signatureFileId });
    expect(signing).toMatchObject({ status: 403, body: { code: 'auth.link_wrong_person' } });
    const acting = await stranger.post('/customer/order/acts', {
      version: page.version,
      token: 't1',
      outcome: 'done',
      values: { rating: 1 },
    });
    expect(acting).toMatchObject({ status: 403, body: { code: 'auth.link_wrong_person' } });

    const proved = must(await open(token, { phoneLast4: RIGHT }));
    expect(proved.verified).toBe(true);
    expect((await stranger.get('/customer/order')).status).toBe(401);
    expect(must(await callerAt(stage.app.url, proved.bearer).get('/customer/order')).customerName).toBe(CONTACT);
    // from now on everyone who opens it is asked
    expect(await open(token)).toMatchObject({ status: 403, body: { code: 'auth.link_wrong_person' } });
    expect(await open(token, { phoneLast4: '0000' })).toMatchObject({ status: 403, body: { detail: { left: 4 } } });
  });

  test('five wrong tries lock it for a day, for the right digits too, on whichever server; then it opens again', async () => {
    const { id } = await stage.taken();
    const token = await stage.linkOf(id);
    for (const left of [4, 3, 2, 1])
      expect(await open(token, { phoneLast4: '0000' })).toMatchObject({
        status: 403,
        body: { code: 'auth.link_wrong_person', detail: { left } },
      });
    const fifth = await open(token, { phoneLast4: '0001' });
    expect(fifth).toMatchObject({ status: 429, body: { code: 'auth.link_locked' } });
    expect(fifth.body.detail.until).toMatch(/^至11月2\d日 周. \d\d:\d\d$/);
    expect(await open(token, { phoneLast4: RIGHT })).toMatchObject({ status: 429, body: { code: 'auth.link_locked' } });
    expect((await linkRow(id)).wrong_tries).toBe(5);
    stage.clock.forward(DAY - 60_000);
    expect((await open(token, { phoneLast4: RIGHT })).status).toBe(429);
    stage.clock.forward(60_000);
    expect(await open(token, { phoneLast4: '0002' })).toMatchObject({ status: 403, body: { detail: { left: 4 } } });
    expect(must(await open(token, { phoneLast4: RIGHT })).verified).toBe(true);
    expect(await linkRow(id)).toMatchObject({ wrong_tries: 0, locked_until: null, verified: 1 });
  });

  test('tries that come at once are all counted', async () => {
    const { id } = await stage.taken();
    const token = await stage.linkOf(id);
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => open(token, { phoneLast4: String(1000 + n) })));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(8);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(0);
  });

  test('a login in WeChat binds it: another login, the right digits and no proof are all refused', async () => {
    const { id } = await stage.taken();
    const token = await stage.linkOf(id);
    const bound = must(await open(token, { ticket: await ticket('o-owner') }));
    expect(bound.verified).toBe(true);
    expect(await open(token, { ticket: await ticket('o-other') })).toMatchObject({ status: 403, body: { code: 'auth.link_wrong_person' } });
    expect(await open(token, { phoneLast4: RIGHT })).toMatchObject({ status: 403, body: { code: 'auth.link_wrong_person' } });
    expect(await open(token, { phoneLast4: '0000' })).toMatchObject({ status: 403, body: { code: 'auth.link_wrong_person' } });
    expect((await open(token)).status).toBe(403);
    expect(must(await open(token, { ticket: await ticket('o-owner') })).verified).toBe(true);
    // the session that was opened first goes on
    expect((await callerAt(stage.app.url, bound.bearer).get('/customer/order')).status).toBe(200);
  });

  test('a ticket works once; the openid is stored as a keyed hash', async () => {
    const { id } = await stage.taken();
    const token = await stage.linkOf(id);
    const once = await ticket('o-plain-openid');
    must(await open(token, { ticket: once }));
    expect(await open(token, { ticket: once })).toMatchObject({ status: 401, body: { code: 'auth.ticket_invalid' } });
    expect(JSON.stringify(await linkRow(id))).not.toContain('o-plain-openid');
  });

  test('a wrong token, a malformed one and a dead link answer alike', async () => {
    const { id } = await stage.finished();
    const token = await stage.linkOf(id);
    const unknown = await open('A'.repeat(token.length), { phoneLast4: RIGHT });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'auth.link_invalid' } });
    expect((await open('short')).status).toBe(422);

    const customer = callerAt(stage.app.url, must(await open(token, { phoneLast4: RIGHT })).bearer);
    const page = must(await customer.get('/customer/order'));
    must(
      await customer.post('/customer/order/acts', {
        version: page.version,
        token: page.tasks[0].token,
        outcome: 'done',
        values: { rating: 4 },
      }),
    );
    stage.clock.forward(30 * DAY - 60_000);
    expect(must(await open(token, { phoneLast4: RIGHT })).verified).toBe(true);
    stage.clock.forward(120_000);
    const dead = await open(token, { phoneLast4: RIGHT });
    expect(dead.status).toBe(unknown.status);
    expect({ ...dead.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });

  test('two notices ask for the link at once: there is one', async () => {
    const { id } = await stage.taken();
    await stage.quiet();
    const tokens = await Promise.all(Array.from({ length: 6 }, () => stage.linkOf(id)));
    expect(new Set(tokens).size).toBe(1);
    const links = await stage.app.run((tx) => tx.db.selectFrom('customer_link').select('id').where('order_id', '=', id).execute());
    expect(links).toHaveLength(1);
  });
});
