import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Caller, externalUserid, loginAs } from './support/api.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { finishVisit, must, rateOrder, takeOrder } from './support/orders.ts';
import { appFrame, ask, openPhone } from './support/people.ts';
import { publishLike } from './support/templates.ts';
import * as thread from './support/thread-steps.ts';

/** What a new customer writes; name, number and place are made up. */
const MESSAGE = '周建华 13912345678，北京市朝阳区望京街道阜通东大街6号院3号楼802，新买的格力壁挂空调要安装，明天上午可以吗';

onEachDeployment(
  'staff: a new customer from a pasted message, and what comes after',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let phone: Page;
    let sidebar: Frame;
    let staff: Caller;
    let order: { id: string; number: string };

    const value = (name: string) =>
      thread.top(sidebar).getByRole('textbox', { name }).or(thread.top(sidebar).getByRole('spinbutton', { name }));
    const reload = () => thread.reload(sidebar);
    const ordersOf = async (name: string) =>
      must(await staff.get('/orders?createdBy=me&limit=50')).items.filter((each: { customerName: string }) => each.customerName === name);

    test('a pasted message is read field by field, and a person corrects it', async () => {
      staff = await loginAs(stage.product, 'linxiao');
      phone = journey.on(await openPhone(stage, 'staff'));
      await phone.getByTestId('open-sidebar').click();
      sidebar = await appFrame(phone, 'sidebar');
      await thread.press(sidebar, '换客户').click();
      await thread.press(sidebar, '粘贴消息开单').click();
      await value('粘贴聊天记录、短信或收货地址').fill(MESSAGE);
      await thread.press(sidebar, /^识别$/).click();

      await thread.reads(sidebar, '北京市朝阳区');
      expect(await value('姓名').inputValue()).toBe('周建华');
      expect(await value('电话').inputValue()).toBe('13912345678');
      expect(await value('品牌').inputValue()).toBe('格力');
      await value('街道门牌').fill('阜通东大街6号院3号楼801');
      await journey.fits(phone, sidebar);
    });

    test('what was read and corrected outlives a reload', async () => {
      await reload();
      await value('街道门牌').waitFor();
      expect(await value('街道门牌').inputValue()).toBe('阜通东大街6号院3号楼801');
      expect(await value('姓名').inputValue()).toBe('周建华');
    });

    test('the likeliest template stands first and says why', async () => {
      await thread.press(sidebar, '建立客户并选服务').click();
      const first = thread.top(sidebar).locator('.tile-first');
      await first.waitFor();
      expect(await first.innerText()).toMatch(/空调安装[\s\S]*因为：/);
      await journey.fits(phone, sidebar);
      await first.click();
      await thread.field(sidebar, 'customerPhone').waitFor();
      expect(await thread.field(sidebar, 'customerPhone').locator('input').inputValue()).toBe('13912345678');
      expect(await thread.field(sidebar, 'customerName').locator('input, textarea').first().inputValue()).toBe('周建华');
      expect(await thread.field(sidebar, 'address').locator('textarea').inputValue()).toBe('阜通东大街6号院3号楼801');
    });

    test('back and reload in the middle keep what was filled in', async () => {
      await thread.field(sidebar, 'floor').locator('input').fill('8');
      await thread.field(sidebar, 'model').locator('input').fill('KFR-35GW');
      await reload();
      await thread.reads(sidebar, '已恢复上次未提交的内容');
      expect(await thread.field(sidebar, 'floor').locator('input').inputValue()).toBe('8');

      await sidebar.evaluate(() => history.back());
      await thread.reads(sidebar, '有一张没开完的单');
      await thread.press(sidebar, '继续填').click();
      await thread.field(sidebar, 'floor').waitFor();
      expect(await thread.field(sidebar, 'floor').locator('input').inputValue()).toBe('8');
      expect(await thread.field(sidebar, 'model').locator('input').inputValue()).toBe('KFR-35GW');
    });

    test('a double click on submit opens one order', async () => {
      await thread.chooseSlot(sidebar, '10:00–12:00');
      await thread.choose(sidebar, 'machine', '壁挂机');
      await thread.choose(sidebar, 'lift', '是');
      await thread.reads(sidebar, /客户价预估/);
      await journey.fits(phone, sidebar);
      await thread.press(sidebar, '提交开单').dblclick();
      order = await thread.openedOrder(sidebar);
      expect(await ordersOf('周建华')).toHaveLength(1);
    });

    test('改约 from the order: a new slot and why', async () => {
      await thread.press(sidebar, /^改约$/).click();
      const sheet = thread.top(sidebar).locator('.sheet').filter({ hasText: '改约后按新的上门日期计价' });
      // today may have no hours left: a later day always has
      await sheet.locator('.day').nth(3).click();
      await thread.takeSlot(sidebar, sheet.locator('.slot').filter({ hasText: '16:00–18:00' }));
      await sheet.locator('.option').filter({ hasText: '客户改时间' }).click();
      await journey.fits(phone, sidebar);
      await thread.press(sidebar, '确定改约').click();
      await sheet.waitFor({ state: 'detached' });
      await thread.reads(sidebar, /16:00–18:00/);
      const moved = must(await staff.get(`/orders/${order.id}`));
      expect(moved.slot).toMatchObject({ from: '16:00', to: '18:00' });
      expect(moved.timeline.map(({ text }: { text: string }) => text).join()).toContain('客户改时间');
    });

    test('开返修单 from a finished order: linked, free within the warranty', async () => {
      const installer = await loginAs(stage.product, 'zhang.wei');
      await takeOrder(installer, order.id);
      await finishVisit(installer, order.id);
      await rateOrder(stage.product, order.id, '5678');
      await reload();
      await thread.press(sidebar, '开返修单').click();
      const sheet = thread.top(sidebar).locator('.sheet').filter({ hasText: '返修单与这张单互相关联' });
      await sheet.locator('.day').nth(2).click();
      await thread.takeSlot(sidebar, sheet.locator('.slot').filter({ hasText: '14:00–16:00' }));
      await sheet.locator('.option').filter({ hasText: '问题没有解决' }).click();
      await journey.fits(phone, sidebar);
      await sheet.getByRole('button').filter({ hasText: '开返修单' }).click();
      await sidebar.waitForURL((url) => /sidebar\/pages\/order\/index\?id=/.test(url.href) && !url.href.includes(order.id));
      const again = await thread.openedOrder(sidebar);
      expect(again.id).not.toBe(order.id);
      expect(await ordersOf('周建华')).toHaveLength(2);
      expect(must(await staff.get(`/orders/${again.id}`)).bill.totals.charge).toBe(0);
      await journey.fits(phone, sidebar);
    });

    test('the next message of this customer: its device goes over memory, the line follows, the site brings its point', async () => {
      const customerId = must(await staff.get(`/orders/${order.id}`)).customer.id;
      const site = { region: '110105', text: '阜通东大街6号院3号楼801', label: '', point: { lat: 39.9964, lng: 116.474 } };
      must(await staff.post(`/customers/${customerId}/sites`, site));
      await sidebar.evaluate(() => {
        location.hash = '#/packages/sidebar/pages/home/index';
      });
      await thread.reads(sidebar, '周建华');
      await thread.press(sidebar, '粘贴消息开单').click();
      await value('粘贴聊天记录、短信或收货地址').fill('大3匹柜机安装，地址：阜通东大街6号院3号楼801');
      await thread.press(sidebar, /^识别$/).click();
      await value('机型').waitFor();
      expect([await value('机型').inputValue(), await value('规格').inputValue()]).toEqual(['柜机', '3匹']);
      await journey.fits(phone, sidebar);
      await thread.press(sidebar, '下一步：选服务').click();
      await thread.top(sidebar).locator('.tile-first').click();

      // the last order was for a wall unit
      await thread.field(sidebar, 'machine').locator('.option-on').filter({ hasText: '柜机' }).waitFor();
      const services = thread.field(sidebar, 'services');
      await services.getByText('柜式空调安装(3匹)', { exact: true }).waitFor();
      await services.getByText('已随机型换成').waitFor();
      await thread.reads(sidebar, /距最近的师傅约 [\d.]+ 公里/);
      await thread.choose(sidebar, 'machine', '壁挂机');
      await services.getByText(/^壁挂空调安装/).waitFor();
      await thread.choose(sidebar, 'machine', '柜机');
      await services.getByText('柜式空调安装(3匹)', { exact: true }).waitFor();
      await journey.fits(phone, sidebar);
    });

    test('another name on the form asks whose it is; this order alone leaves the file as it was', async () => {
      await thread.field(sidebar, 'customerName').locator('input, textarea').first().fill('周建华的母亲');
      const question = thread.top(sidebar).locator('#contact-question');
      await question.waitFor();
      expect(await question.locator('.option-on').innerText()).toBe('仅用于本单');
      await journey.fits(phone, sidebar);
      await thread.chooseSlot(sidebar, '14:00–16:00');
      order = await thread.submitOrder(sidebar);
      const { customer } = must(await staff.get(`/orders/${order.id}`));
      expect(customer).toMatchObject({ name: '周建华的母亲', onFile: '周建华' });
      expect(must(await staff.get(`/customers/${customer.id}`)).name).toBe('周建华');
    });

    test('更正地址 from the order: what follows is told before it is saved; a comment is written', async () => {
      await thread.press(sidebar, '更正地址').click();
      const sheet = thread.top(sidebar).locator('.sheet').filter({ hasText: '确定更正' });
      await sheet.locator('textarea').first().fill('阜通东大街6号院5号楼1202');
      await sheet.locator('.consequence').first().waitFor();
      expect(await sheet.locator('.consequences').innerText()).toContain('客户价');
      await sheet.locator('.option').filter({ hasText: '客户报错地址' }).click();
      await journey.fits(phone, sidebar);
      await thread.press(sidebar, '确定更正').click();
      await sheet.waitFor({ state: 'detached' });
      await thread.reads(sidebar, /5号楼1202/);

      await value('写备注').fill('门禁码 1202，请提前打电话');
      await thread.press(sidebar, '添加备注').click();
      await thread.top(sidebar).locator('.comment').filter({ hasText: '门禁码 1202' }).waitFor();
      const seen = must(await staff.get(`/orders/${order.id}`));
      expect(seen.timeline.filter(({ visibility }: { visibility: string | null }) => visibility === 'internal')).toHaveLength(1);
      await journey.fits(phone, sidebar);
    });

    test('a template withdrawn while its form is open: clear words, and nothing is lost', async () => {
      const admin = await loginAs(stage.product, 'admin');
      await publishLike(stage.product, 'ac-install-old', '空调安装（旧机位）');

      // back to whom the chat is with
      await sidebar.evaluate(() => {
        location.hash = '#/packages/sidebar/pages/home/index';
      });
      await thread.press(sidebar, '换客户').click();
      await thread.press(sidebar, '重新识别').click();
      await thread.reads(sidebar, thread.CUSTOMER.chat);
      await thread
        .top(sidebar)
        .locator('.tile')
        .filter({ hasText: /空调安装(?!（)/ })
        .click();
      await thread.field(sidebar, 'customerPhone').waitFor();
      await thread.fillOrderForm(sidebar);
      await thread.reads(sidebar, '¥647.40');
      must(await admin.post('/templates/ac-install/1/withdraw', { reason: '换新版' }));
      await thread.press(sidebar, '提交开单').click();
      await thread.press(sidebar, '选其他模板').waitFor();
      await journey.fits(phone, sidebar);
      await thread.press(sidebar, '选其他模板').click();
      await thread.top(sidebar).locator('.tile').filter({ hasText: '旧机位' }).click();
      await thread.field(sidebar, 'customerPhone').waitFor();
      expect(await thread.field(sidebar, 'customerPhone').locator('input').inputValue()).toBe(thread.CUSTOMER.phone);
      expect(await thread.field(sidebar, 'floor').locator('input').inputValue()).toBe('8');
      const made = await thread.submitOrder(sidebar);
      expect(must(await staff.get(`/orders/${made.id}`)).templateName).toBe('空调安装（旧机位）');
    });

    test('发送进度卡片: the chat holds the mini-program’s card; where WeCom refuses it, the link’s; where it takes neither, the link is there to copy', async () => {
      const chat = { userid: 'linxiao', externalUserid: await externalUserid(stage.product, thread.CUSTOMER.chat) };
      const newest = async () => ((await ask(stage.product, 'chat', chat)) as { msgtype: string; title: string; link: string }[]).at(-1);
      const send = () => thread.press(sidebar, '发送进度卡片').click();
      let refused: string[] = [];
      await phone.route('**/__phone/jsapi', (route) => {
        const { name, params } = route.request().postDataJSON() as { name: string; params: { msgtype?: string } };
        if (name !== 'sendChatMessage' || !refused.includes(params.msgtype ?? '')) return route.continue();
        return route.fulfill({ json: { err_msg: 'sendChatMessage:fail_no permission' } });
      });

      await send();
      await expect.poll(newest, { timeout: 20_000 }).toMatchObject({ msgtype: 'miniprogram', title: '空调安装（旧机位）进度' });
      expect((await newest())?.link).toMatch(/^packages\/customer\/pages\/order\/index\.html\?t=/);

      refused = ['miniprogram'];
      await send();
      await expect.poll(async () => (await newest())?.msgtype, { timeout: 20_000 }).toBe('news');
      expect((await newest())?.link).toMatch(/^http.*\/m\/#\/packages\/customer\/pages\/order\/index\?t=/);

      refused = ['miniprogram', 'news'];
      await send();
      await thread.reads(sidebar, '企业微信没有发出去。可以复制链接自己发');
      await journey.fits(phone, sidebar);
      const sent = ((await ask(stage.product, 'chat', chat)) as { msgtype: string }[]).filter(({ msgtype }) =>
        ['miniprogram', 'news'].includes(msgtype),
      );
      expect(sent).toHaveLength(2);
      await phone.unroute('**/__phone/jsapi');
    });

    test('a card of one customer goes into no other customer’s chat', async () => {
      const chat = { userid: 'linxiao', externalUserid: await externalUserid(stage.product, thread.CUSTOMER.chat) };
      const before = (await ask(stage.product, 'chat', chat)) as unknown[];
      // 周建华's order, beside the chat with somebody else
      await sidebar.evaluate((id) => {
        location.hash = `#/packages/sidebar/pages/order/index?id=${id}`;
      }, order.id);
      await thread.reads(sidebar, order.number);
      await thread.press(sidebar, '发送进度卡片').click();
      await thread.reads(sidebar, `没有发送：当前是${thread.CUSTOMER.chat}的会话`);
      expect(await ask(stage.product, 'chat', chat)).toEqual(before);
      await journey.fits(phone, sidebar);
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
