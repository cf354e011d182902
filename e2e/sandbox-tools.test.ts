import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage } from './support/browser.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { accessibilityFindings, overflowingAt } from './support/page-checks.ts';
import { openPhone } from './support/people.ts';
import type { Product } from './support/product.ts';
import { openWork, reads, top } from './support/thread-steps.ts';

/** The narrowest phone, a usual one, a small and a usual desktop, px. */
const WIDTHS = [320, 390, 1024, 1440];
/** axe sees the page once with three phones side by side, and once with one thing at a time. */
const AXE_WIDTHS = [1440, 390];
const SEND = '/cgi-bin/message/send';
const HOUR_MS = 3_600_000;

/** A call as a server would make it; without a token it is refused, if nothing else is planned. */
async function sendMessage({ addresses }: Product): Promise<number> {
  const answer = await fetch(`${addresses.sandbox}${SEND}?access_token=none`, { method: 'POST', body: '{}' });
  return ((await answer.json()) as { errcode: number }).errcode;
}

/** How far the sandbox's clock is ahead, milliseconds. */
async function ahead({ addresses }: Product): Promise<number> {
  return ((await (await fetch(`${addresses.sandbox}/__control/clock`)).json()) as { offsetMs: number }).offsetMs;
}

onEachDeployment(
  'the page with the three phones and its tools',
  (stage) => {
    const open = async () => {
      const opened = await openPage(stage.browser);
      await opened.page.goto(`${stage.product.addresses.sandbox}/`);
      await opened.page.getByRole('tab', { name: '故障' }).waitFor();
      return opened;
    };
    const pane = (page: Page, name: string) => page.getByRole('tabpanel', { name });

    test('a 45009 that was planned meets the next call alone, stands in the log, and what is left of it is cleared', async () => {
      const { page, troubles } = await open();
      await page.getByRole('tab', { name: '故障' }).click();
      const faults = pane(page, '故障');
      await faults.getByLabel('哪个接口').selectOption(SEND);
      await faults.getByLabel('怎么坏').selectOption('频率超限 45009');
      await faults.getByLabel('次数').fill('2');
      await faults.getByRole('button', { name: '加上' }).click();
      const planned = faults.getByRole('list', { name: '还没用完的故障' });
      await planned.getByText('返回 45009 × 2').waitFor();
      expect(await sendMessage(stage.product)).toBe(45009);
      await planned.getByText('返回 45009 × 1').waitFor();

      await page.getByRole('tab', { name: '记录' }).click();
      const log = pane(page, '记录');
      await log.getByLabel('类型').selectOption('只看失败');
      const entry = log.getByRole('button').filter({ hasText: 'message/send' }).filter({ hasText: '45009' });
      await entry.waitFor();
      await entry.click();
      await log.locator('pre').filter({ hasText: '45009', visible: true }).waitFor();

      await page.getByRole('tab', { name: '故障' }).click();
      await faults.getByRole('button', { name: '全部清除' }).click();
      await planned.getByRole('listitem').waitFor({ state: 'detached' });
      expect(await sendMessage(stage.product)).not.toBe(45009);
      expect(troubles()).toEqual([]);
      await page.context().close();
    });

    test('the clock goes ahead and comes back', async () => {
      const { page, troubles } = await open();
      await page.getByRole('tab', { name: '时钟' }).click();
      const clock = pane(page, '时钟');
      await clock.getByText('与真实时间一致').waitFor();
      await clock.getByRole('button', { name: '+1 小时' }).click();
      await clock.getByText('比真实时间快 1 小时').waitFor();
      expect(await ahead(stage.product)).toBe(HOUR_MS);
      await clock.getByRole('button', { name: '恢复到真实时间' }).click();
      await clock.getByText('与真实时间一致').waitFor();
      expect(await ahead(stage.product)).toBe(0);
      expect(troubles()).toEqual([]);
      await page.context().close();
    });

    test('nothing sticks out at any width, nothing that axe minds, on any of its tools', async () => {
      const { page, troubles } = await open();
      await sendMessage(stage.product);
      const problems: string[] = [];
      for (const tool of ['记录', '故障', '时钟']) {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          // on a narrow screen the tools are one of the things that are shown alone
          const way = page.getByRole('button', { name: '工具', exact: true });
          if (await way.isVisible()) await way.click();
          await page.getByRole('tab', { name: tool }).click();
          problems.push(...(await overflowingAt(page, page, [width])).map((line) => `${tool} ${line}`));
          if (AXE_WIDTHS.includes(width))
            problems.push(...(await accessibilityFindings(page)).map((line) => `${tool} ${width} px: ${line}`));
        }
      }
      expect([...problems, ...troubles()]).toEqual([]);
      await page.context().close();
    });

    test('on a phone one of the three phones is shown at a time', async () => {
      const { page, troubles } = await open();
      await page.setViewportSize({ width: 390, height: 844 });
      for (const name of ['客服手机', '师傅手机', '客户手机']) {
        await page.getByRole('button', { name, exact: true }).click();
        expect(
          await page
            .locator('iframe')
            .filter({ visible: true })
            .evaluateAll((frames) => frames.map((frame) => frame.getAttribute('title'))),
        ).toEqual([name]);
        expect(await overflowingAt(page, page, [320, 390])).toEqual([]);
      }
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(troubles()).toEqual([]);
      await page.context().close();
    });

    test('Enter in the search for a person hands the phone over and closes the list', async () => {
      const { page } = await open();
      const phone = page.locator('section.phone[data-name="staff"]');
      const button = phone.locator('.picker > button');
      await button.click();
      const field = phone.getByRole('searchbox', { name: '搜索人员' });
      await field.fill('周');
      const name = (await phone.locator('.person b').filter({ visible: true }).first().textContent()) ?? '';
      const before = (await button.textContent()) ?? '';
      expect(name).toMatch(/^周/);
      await field.press('Enter');
      await field.waitFor({ state: 'hidden' });
      await button.filter({ hasText: name }).waitFor();
      expect(await button.getAttribute('aria-expanded')).toBe('false');
      expect(before).not.toBe(name);
      // the next test meets the phone as this one did
      await button.click();
      await field.fill(before);
      await field.press('Enter');
      await button.filter({ hasText: before }).waitFor();
      expect(await field.isVisible()).toBe(false);
      await page.context().close();
    });

    test('‹ above an open sidebar puts the sidebar away, and only then leaves the chat', async () => {
      const { page } = await openPhone(stage, 'staff', 'sidebar');
      const back = page.getByRole('button', { name: /^返回/ });
      const chat = page.getByTestId('open-sidebar');
      await page.locator('section.layer.sidebar').waitFor();
      await back.click();
      await page.locator('section.layer.sidebar').waitFor({ state: 'hidden' });
      await chat.waitFor();
      await back.click();
      await chat.waitFor({ state: 'detached' });
      await page.context().close();
    });

    test('a page of a phone leads back to its start, and without a network the phone still knows where it stands', async () => {
      const { page } = await openPhone(stage, 'installer');
      const work = await openWork(page);
      const place = () =>
        work.evaluate(
          () =>
            new Promise((told, failed) =>
              navigator.geolocation.getCurrentPosition(({ coords }) => told([coords.latitude, coords.longitude]), failed),
            ),
        );
      await work.evaluate(() => {
        location.hash = '#/pages/me/index';
      });
      await reads(work, '字号');
      await page.getByTestId('layer-start').click();
      await top(work).locator('.today').waitFor();

      const here = await place();
      await page.context().setOffline(true);
      expect(await place()).toEqual(here);
      await page.context().setOffline(false);
    });
  },
  EMBEDDED,
);
