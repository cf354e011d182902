import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launch } from '../scripts/services/process.ts';
import { waitUntil } from '../scripts/services/wait-until.ts';
import { PROGRAMS } from '../scripts/start/programs.ts';
import { newId } from '../server/src/platform/ids.ts';
import { type Answer, type Caller, callerWith, externalUserid, loginAs, PICTURE } from './support/api.ts';
import { ask, control } from './support/people.ts';
import type { Product } from './support/product.ts';
import { onEachDeploymentOfServers } from './support/servers.ts';
import { visitDay } from './support/visit-day.ts';

/** The worked case in fen: what the plan and the finished order come to with the demo's price book. */
const PLANNED = { charge: 64740, earn: 18330 };
const ACTUAL = { charge: 85490, settle: 32100, earn: 23410, cost: 29700, profit: 23690 };
/** How soon the ledger must have what the installer sees at once (F-outbox). */
const POSTED_WITHIN_MS = 2_000;

const CUSTOMER = { name: '王丽丽', phone: '13812345678', address: '建国路 88 号 1 号楼 1201' };
const PLAN = {
  services: [{ item: 'AC-INSTALL-1P5', quantity: '1' }],
  parts: [
    { item: 'BRACKET', quantity: '1' },
    { item: 'COPPER-PIPE', quantity: '3' },
  ],
};
const DONE = {
  services: [...PLAN.services, { item: 'WALL-HOLE', quantity: '1' }],
  parts: [
    { item: 'BRACKET', quantity: '1' },
    { item: 'COPPER-PIPE', quantity: '4.5' },
  ],
};

const startValues = () => ({
  customerName: CUSTOMER.name,
  customerPhone: CUSTOMER.phone,
  address: { region: '110105', text: CUSTOMER.address, lat: 39.9087, lng: 116.4805 },
  slot: { date: visitDay(Date.now()), from: '10:00', to: '12:00' },
  machine: 'wall',
  model: 'KFR-35GW',
  floor: '8',
  lift: true,
  ...PLAN,
});

interface Card {
  readonly msgtype: string;
  readonly content: {
    readonly main_title?: { readonly title: string };
    readonly task_id?: string;
    readonly horizontal_content_list?: readonly { readonly keyname: string; readonly value: string }[];
  };
  readonly replaced: unknown;
}

onEachDeploymentOfServers('one order from chat to pay, over HTTP', (stage) => {
  // each step stands on the ones before it
  let staff: Caller;
  let installer: Caller;
  let customer: Caller;
  let customerId = '';
  let orderId = '';
  let number = '';
  let settledAt = 0;

  test('staff: the chat gives the customer, the form its price before the order exists', async () => {
    staff = await loginAs(stage.product, 'linxiao');
    const external = await externalUserid(stage.product, '王女士');
    const found = must(await staff.post('/customers/from-chat', { externalUserid: external }));
    customerId = found.id;
    for (const path of ['/customers/from-chat', '/desk/chat']) {
      const stranger = await staff.post(path, { externalUserid: 'wmNobodyFollowsThisOne000000000' });
      expect(stranger).toMatchObject({ status: 403, body: { code: 'customers.not_followed' } });
    }

    const form = must(await staff.get('/templates/ac-install/start-form'));
    expect(form).toMatchObject({ code: 'ac-install', version: 1, lines: [...PLAN.services, ...PLAN.parts] });
    const quoted = must(await staff.post('/orders/quote', draft()));
    expect(quoted).toMatchObject({ charge: PLANNED.charge, tierName: '一线核心', book: 'MAIN@1' });
    expect(quoted.lines.map((line: { settle: unknown; earn: unknown }) => [line.settle, line.earn])).toEqual(
      quoted.lines.map(() => [null, null]),
    );
  });

  test('staff: one order, however often the request is sent; another body under the same key is refused', async () => {
    const key = newId();
    const body = { ...draft(), source: 'sidebar' };
    const made = must(await staff.post('/orders', body, key));
    ({ id: orderId, number } = made);
    expect(number).toMatch(/^MD\d{6}[0-9A-Z]{6}$/);
    const repeats = await Promise.all([1, 2, 3].map(() => staff.post('/orders', body, key)));
    for (const repeat of repeats) expect(repeat).toEqual({ status: 200, body: made });
    const other = await staff.post('/orders', { ...body, urgency: 'urgent' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.other_body' } });
    expect(must(await staff.get(`/orders?q=${number}`)).items).toHaveLength(1);
  });

  test('staff: the chat, asked again, brings the order and its card in the same answer; who sends no cards reads none', async () => {
    const told = await waitUntil(
      'the customer is to be told',
      async () => {
        const { items } = must(await staff.get(`/deliveries?customerId=${customerId}&status=staff_todo&audience=customer`));
        return items.length > 0 ? items : undefined;
      },
      { withinMs: 10_000 },
    );
    const { customer: known, underWay } = must(
      await staff.post('/desk/chat', { externalUserid: await externalUserid(stage.product, '王女士') }),
    );
    expect(known).toEqual(must(await staff.get(`/customers/${customerId}`)));
    expect(underWay.orders.map((order: { id: string }) => order.id)).toContain(orderId);
    expect(underWay.orders).toEqual(must(await staff.get(`/orders?customerId=${customerId}&limit=20`)).items);
    expect(underWay.cards).toEqual(told);
    expect(underWay.questions).toEqual([]);
    expect(must(await staff.get(`/desk/customers/${customerId}`))).toEqual(underWay);
    const finance = await loginAs(stage.product, 'chen.kuaiji');
    const read = must(await finance.get(`/desk/customers/${customerId}`));
    expect(read.orders.map((order: { id: string }) => order.id)).toContain(orderId);
    expect(read.cards).toEqual([]);
    const other = await loginAs(stage.product, 'li.qiang');
    expect((await other.get(`/desk/customers/${customerId}`)).status).toBe(403);
  });

  test('dispatch: the nearest installer gets a card in WeCom with the pay on it', async () => {
    const card = await cardOf(stage.product, 'zhang.wei');
    expect(card.msgtype).toBe('template_card');
    expect(card.content.main_title?.title).toBe('新单 空调安装，预估 ¥183.30');
    expect(card.content.horizontal_content_list).toContainEqual({ keyname: '预估收益', value: '¥183.30' });
    expect(card.content.horizontal_content_list).toContainEqual({ keyname: '距离', value: '4.5 公里' });
    expect(JSON.stringify(card)).not.toContain(CUSTOMER.name);
    expect(JSON.stringify(card)).not.toContain(CUSTOMER.phone);
    expect(JSON.stringify(card)).not.toContain(CUSTOMER.address);

    installer = await loginAs(stage.product, 'zhang.wei');
    const { items } = must(await installer.get('/my/offers'));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ orderId, pay: PLANNED.earn, distanceKm: '4.5', shortAddress: '北京市朝阳区' });
    expect(items[0].lines.map((line: { earn: number }) => line.earn)).toEqual([13650, 800, 2880, 1000]);
    expect((await installer.get(`/orders/${orderId}`)).status).toBe(404);
  });

  test("dispatch: the card's button, as an encrypted callback, gives him the order once and closes the card", async () => {
    const click = (await control(stage.product, 'click', { userid: 'zhang.wei', key: 'accept' })) as {
      outcome: string;
      tries: { ms: number }[];
    };
    expect(click.outcome).toBe('delivered');
    const order = await waitUntil(
      'the installer holds the order',
      async () => {
        const answer = await installer.get(`/orders/${orderId}`);
        return answer.status === 200 ? answer.body : undefined;
      },
      { withinMs: 10_000 },
    );
    expect(order).toMatchObject({ phase: 'working', installer: { name: '张师傅' } });
    expect(order.bill.totals).toEqual({ charge: PLANNED.charge, settle: 25100, earn: PLANNED.earn, cost: null, profit: null });
    await waitUntil('the card shows the answer', async () => (await cardOf(stage.product, 'zhang.wei')).replaced !== null, {
      withinMs: 10_000,
    });
    expect(must(await installer.get('/my/offers')).items).toEqual([]);
  });

  test('installer: what is missing is named, all of it; nothing is stored', async () => {
    const order = must(await installer.get(`/orders/${orderId}`));
    const refused = await installer.post(`/orders/${orderId}/acts`, {
      version: order.version,
      event: 'submit',
      token: order.tasks[0].token,
      outcome: 'done',
      values: { serial: '', colour: 'red' },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'orders.form_invalid' } });
    const paths = refused.body.fields.map((field: { path: string }) => field.path).sort();
    expect(paths).toEqual([
      'values.arrival',
      'values.colour',
      'values.photosAfter',
      'values.photosBefore',
      'values.serial',
      'values.signature',
    ]);
    expect(must(await installer.get(`/orders/${orderId}`)).version).toBe(order.version);
  });

  test('installer: the signed lines settle in the same request, and the pay is there at once with every why', async () => {
    const bill = must(await installer.post(`/orders/${orderId}/bill-preview`, { lines: [...DONE.services, ...DONE.parts] }));
    expect(bill.totals).toEqual({ charge: ACTUAL.charge, settle: ACTUAL.settle, earn: ACTUAL.earn, cost: null, profit: null });
    const order = must(await installer.get(`/orders/${orderId}`));
    const photo = await upload(installer, 'photo');
    const signature = await upload(installer, 'signature');
    const submit = {
      version: order.version,
      event: 'submit',
      token: order.tasks[0].token,
      outcome: 'done',
      billHash: bill.hash,
      early: order.slot.date,
      values: {
        arrival: { lat: 39.9087, lng: 116.4805, accuracy: 15, at: Date.now() },
        photosBefore: [photo],
        photosAfter: [photo],
        serial: `GR35SN${orderId.slice(-8)}`,
        signature: [signature],
        ...DONE,
      },
    };
    const key = newId();
    const done = must(await installer.post(`/orders/${orderId}/acts`, submit, key));
    settledAt = performance.now();
    // a punch days before the slot holds the bill until somebody has looked into it
    expect(done).toMatchObject({ settled: true, settlementState: 'unverified' });

    const earned = must(await installer.get(`/my/earnings/orders/${orderId}`));
    expect(earned).toMatchObject({ kind: 'actual', total: ACTUAL.earn, book: 'MAIN@1', tierName: '一线核心' });
    expect(earned.lines.map(({ item, earn }: { item: string; earn: number }) => [item, earn])).toEqual([
      ['AC-INSTALL-1P5', 13650],
      ['WALL-HOLE', 3640],
      ['BRACKET', 800],
      ['COPPER-PIPE', 4320],
      ['DAY-SUBSIDY', 1000],
    ]);
    expect(earned.lines[0].why).toEqual(['一线核心价 ¥195.00 × 1 台 = ¥195.00', '师傅分成：结算价 × 70% = ¥136.50']);
    for (const line of earned.lines) expect(line.why.length).toBeGreaterThan(0);
    expect(must(await installer.post(`/orders/${orderId}/acts`, submit, key))).toEqual(done);
  });

  test(`finance: the ledger has it within ${POSTED_WITHIN_MS} ms, every account and the trial balance agree`, async () => {
    const finance = await loginAs(stage.product, 'chen.kuaiji');
    const settlement = await waitUntil(
      'the posting',
      async () => {
        const body = must(await finance.get(`/settlement/orders/${orderId}`));
        return body.postings.length > 0 ? body : undefined;
      },
      { withinMs: POSTED_WITHIN_MS - (performance.now() - settledAt), everyMs: 20 },
    );
    expect(settlement.totals).toEqual(ACTUAL);
    expect(settlement).toMatchObject({
      tier: 'T1',
      tierRule: 'core',
      tierRuleName: '一线城市核心区',
      book: 'MAIN@1',
      outlet: ACTUAL.settle - ACTUAL.earn,
    });
    expect(settlement.postings).toHaveLength(1);
    const entries = settlement.postings[0].entries.map((entry: { account: string; debit: number; credit: number }) => [
      entry.account,
      entry.debit,
      entry.credit,
    ]);
    expect(entries).toEqual([
      ['receivable:customer', 85490, 0],
      ['revenue', 0, 85490],
      ['cost:service', 32100, 0],
      ['payable:outlet', 0, 8690],
      ['payable:installer', 0, 23410],
      ['cost:parts', 29700, 0],
      ['clearing:parts', 0, 29700],
    ]);
    // each side of each line says how it came about
    const sides = new Set(settlement.why.map(({ line, side }: { line: number; side: string }) => `${line} ${side}`));
    expect(sides.size).toBe(settlement.lines.length * 4);
    expect(must(await finance.get('/ledger/trial-balance'))).toMatchObject({ debit: 147290, credit: 147290, balanced: true, postings: 1 });
  });

  test('customer: the card that staff send opens the page; bill, signature, rating', async () => {
    const { items } = must(await staff.get(`/deliveries?orderId=${orderId}`));
    const card = items.find((item: { audience: string }) => item.audience === 'customer');
    expect(card.status).toBe('staff_todo');
    const token = new URL(card.url.replace('#/', '')).searchParams.get('t');

    const nobody = callerWith(stage.product, '');
    const wrong = await nobody.post('/customer/links/open', { token, phoneLast4: '0000' });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'auth.link_wrong_person', detail: { left: 4 } } });
    const opened = must(await nobody.post('/customer/links/open', { token, phoneLast4: CUSTOMER.phone.slice(-4) }));
    customer = callerWith(stage.product, opened.bearer);
    const page = must(await customer.get('/customer/order'));
    expect(page).toMatchObject({
      number,
      customerName: CUSTOMER.name,
      bill: { kind: 'actual', total: ACTUAL.charge },
      next: { act: 'rate' },
    });
    expect(page.signature.by).toBe('installer_phone');
    expect(JSON.stringify(page)).not.toMatch(/"(settle|earn|cost|profit)":|32100|23410|29700|23690/);
    expect((await customer.get(`/settlement/orders/${orderId}`)).status).toBe(403);

    const [task] = page.tasks;
    const rating = { version: page.version, token: task.token, outcome: 'done', values: { rating: 5 } };
    must(await customer.post('/customer/order/acts', rating));
    expect(must(await customer.get('/customer/order'))).toMatchObject({ state: 'done', next: { act: 'none' } });
    const twice = await customer.post('/customer/order/acts', rating);
    expect(twice).toMatchObject({ status: 409, body: { code: 'orders.not_open' } });
  });

  test('everyone: each step on the timeline by who did it; the audit chain is whole', async () => {
    const boss = await loginAs(stage.product, 'he.zong');
    const { timeline } = must(await boss.get(`/orders/${orderId}`));
    expect(timeline.map(({ actor, text }: { actor: string; text: string }) => `${actor}：${text}`)).toEqual([
      '林晓：开单',
      '林晓：进入「开单」',
      '林晓：完成「开单」',
      '林晓：进入「派单」',
      '张师傅：接单',
      '张师傅：完成「派单」',
      '张师傅：进入「上门安装」',
      expect.stringMatching(/^张师傅：打卡异常（到达打卡）：.+ 打卡，约定 .+ 10:00–12:00$/),
      expect.stringMatching(/^张师傅：早于预约（.+ 10:00–12:00）做完，已确认$/),
      '张师傅：现场签字确认账单',
      '张师傅：完成「上门安装」',
      '张师傅：进入「核算实际费用」',
      '张师傅：完成「核算实际费用」',
      '张师傅：进入「结算」',
      '张师傅：按实际明细结算',
      '张师傅：完成「结算」',
      '张师傅：进入「客户评价」',
      '客户：打开了进度页',
      '客户：完成「客户评价」',
      '客户：进入「已完成」',
      '客户：工单完成',
    ]);
    await waitUntil('the audit trail is sealed', async () => must(await boss.get('/audit/verification')).unsealed === 0, {
      withinMs: 15_000,
    });
    const verdict = must(await boss.get('/audit/verification'));
    expect(verdict).toMatchObject({ ok: true, problem: null });
    expect(verdict.rows).toBeGreaterThan(10);

    const command = launch({
      name: 'audit-verify',
      cwd: join(import.meta.dirname, '..'),
      run: { script: PROGRAMS.server.script, args: ['audit-verify'] },
      env: stage.product.environment,
      logFile: join(stage.product.dataDir, 'audit-verify.log'),
    });
    expect(await command.ended, command.tail()).toBe(0);
  });

  test('nobody: the logs hold no name, number or street of the customer', () => {
    const processes = [...new Set((['web', 'worker', 'relay', 'cron'] as const).map((role) => stage.product.server(role)))];
    for (const { logFile, name } of processes) {
      const log = readFileSync(logFile, 'utf8');
      expect(log.length, name).toBeGreaterThan(0);
      for (const personal of [CUSTOMER.name, CUSTOMER.phone, CUSTOMER.address])
        expect(log.includes(personal), `${name}: ${personal}`).toBe(false);
    }
  });

  function draft() {
    return { templateCode: 'ac-install', templateVersion: 1, customerId, values: startValues() };
  }
});

function must(answer: Answer): Answer['body'] {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function upload(caller: Caller, kind: 'photo' | 'signature'): Promise<{ id: string; sha256: string }> {
  const { id, sha256 } = await caller.upload(kind, PICTURE);
  return { id, sha256 };
}

/** The newest message that the sandbox holds for a member, once there is one. */
async function cardOf(product: Product, userid: string): Promise<Card> {
  return waitUntil(
    `a card for ${userid}`,
    async () => {
      const answer = (await ask(product, 'messages', { userid })) as Card[] | { messages: Card[] };
      return (Array.isArray(answer) ? answer : answer.messages).at(-1);
    },
    { withinMs: 10_000 },
  );
}
