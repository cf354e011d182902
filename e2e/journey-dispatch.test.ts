import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { loginAs } from './support/api.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { type MadeOrder, makeOrder, must } from './support/orders.ts';
import { loginToConsole } from './support/people.ts';
import { visitDay } from './support/visit-day.ts';

onEachDeployment(
  'dispatch: an order from the board to an installer, and a colleague who is a moment late',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let order: MadeOrder;
    let first: Page;
    let second: Page;

    /** The board with the order open and this installer chosen. */
    const chooseInstaller = async (userid: string, name: string): Promise<Page> => {
      const page = journey.on(await loginToConsole(stage, userid, '/dispatch'));
      await page.goto(`${stage.product.addresses.server}/console/dispatch?day=${visitDay(Date.now())}`);
      await page.getByRole('button').filter({ hasText: order.number }).click();
      const panel = page.getByRole('dialog').filter({ hasText: `派单 ${order.number}` });
      const candidate = panel.getByRole('listitem').filter({ has: page.getByRole('button', { name: new RegExp(`选他.*${name}`) }) });
      await candidate
        .getByText(/匹配分/)
        .first()
        .waitFor();
      await candidate.getByRole('button', { name: /选他/ }).click();
      await panel.getByText('派出之后').waitFor();
      await panel.getByRole('button', { name: '确认派单' }).and(page.locator(':enabled')).waitFor();
      return page;
    };

    test('two dispatchers open the same order; each sees who could go, why, and what would come of it', async () => {
      order = await makeOrder(stage.product);
      first = await chooseInstaller('zhou.diaodu', '李师傅');
      second = await chooseInstaller('wu.jingli', '张师傅');
      const panel = first.getByRole('dialog');
      await panel.locator('summary').filter({ hasText: '李师傅' }).click();
      await panel
        .locator('details[open]')
        .filter({ hasText: '李师傅' })
        .locator('li')
        .filter({ hasText: /距离|公里/ })
        .first()
        .waitFor();
      await journey.fits(first, first);
    });

    test('the first assigns, and the order is his installer’s at once', async () => {
      await first.getByRole('button', { name: '确认派单' }).click();
      await first.getByText('已派给李师傅').waitFor();
      const installer = await loginAs(stage.product, 'li.qiang');
      expect(must(await installer.get(`/orders/${order.id}`)).installer.name).toBe('李师傅');
      // gone from the queue, in the installer's day
      await first.getByRole('dialog').waitFor({ state: 'hidden' });
      await first.getByText('待派 0 单').waitFor();
      await first.getByRole('button').filter({ hasText: '空调安装' }).first().waitFor();
    });

    test('the second is told so in words, nothing is changed, and what is true now is one press away', async () => {
      await second.getByRole('button', { name: '确认派单' }).click();
      const panel = second.getByRole('dialog');
      await panel.getByText(/工单刚被别人更新/).waitFor();
      await journey.fits(second, second);
      await panel.getByRole('button', { name: '看最新情况' }).click();
      await panel.getByText('李师傅', { exact: true }).first().waitFor();
      await panel.getByRole('button', { name: '确认改派' }).waitFor();
      const boss = await loginAs(stage.product, 'he.zong');
      expect(must(await boss.get(`/orders/${order.id}`)).installer.name).toBe('李师傅');
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
