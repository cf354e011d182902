import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { drawn } from './browser.ts';
import { startFixtureServer } from './fixture-server.ts';
import { SCREENS, screenOpener } from './screen-list.ts';

const BUILD_MS = 10 * 60_000;

describe('[chromium] the elements of the pages on the web', () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof startFixtureServer>>;
  let openOn: ReturnType<typeof screenOpener>;

  beforeAll(async () => {
    expect((await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5')).state).not.toBe('failed');
    served = await startFixtureServer(() => 'full');
    browser = await openBrowser();
    openOn = screenOpener(browser, served.origin);
  }, BUILD_MS);
  afterAll(async () => {
    await browser.close();
    served.server.close();
  });

  const open = async (name: string): Promise<Page> => {
    const { page } = await openOn(SCREENS.find((screen) => screen.name === name)!, 390);
    return page;
  };

  it('half-written syllables of an input method stay in the field and are told when they are words', async () => {
    const page = await open('form');
    const name = page.locator('[data-field=contactName] input');
    await name.fill('');
    await name.focus();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'wang xiao', selectionStart: 9, selectionEnd: 9 });
    await expect.poll(() => name.inputValue()).toBe('wang xiao');
    await devtools.send('Input.insertText', { text: '王小' });
    await page.keyboard.insertText('丽');
    await expect.poll(() => name.inputValue()).toBe('王小丽');
  });

  it('a field for numbers takes what a keyboard for numbers gives, also from wide characters', async () => {
    const page = await open('paste-fields');
    const phone = page.locator('input[inputmode=numeric]').first();
    await phone.fill('');
    await phone.pressSequentially('１３8-ab00');
    expect(await phone.inputValue()).toBe('13800');
  });

  it('what its owner does not take is taken back', async () => {
    const page = await open('customer-ask');
    const digits = page.locator('.last4');
    await digits.pressSequentially('5-5x2');
    expect(await digits.inputValue()).toBe('552');
  });

  it('a long text grows with its lines', async () => {
    const page = await open('paste');
    const box = page.locator('textarea');
    const before = (await box.boundingBox())!.height;
    await box.fill(Array.from({ length: 14 }, (_, line) => `第 ${line} 行`).join('\n'));
    await expect.poll(async () => (await box.boundingBox())!.height).toBeGreaterThan(before);
  });

  it('a picture opens over the page and goes with Esc, and the focus is where it was', async () => {
    const page = await open('customer-full');
    const field = page.getByRole('textbox').first();
    await field.focus();
    // a press would take the focus away by itself
    await page.locator('.photo img').first().dispatchEvent('click');
    await page.getByRole('dialog').waitFor();
    expect(await field.evaluate((box) => box === document.activeElement)).toBe(false);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => field.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('tabs lead to their pages and say where one is', async () => {
    const page = await open('home');
    const bar = page.getByRole('navigation');
    expect(await bar.locator('[aria-current=page]').textContent()).toBe('今天');
    await bar.getByText('收益').click();
    await page.locator('.taro_page').filter({ hasText: '本月收益' }).waitFor();
    expect(await bar.locator('[aria-current=page]').textContent()).toBe('收益');
  });

  it('pulled down far enough, the page is asked anew; pulled a little, not', async () => {
    const page = await open('customer-full');
    // the last that it asks for by itself
    await page.locator('.photo img').nth(1).waitFor();
    let asked = 0;
    page.on('request', (request) => {
      // it asks for its stamp by itself, pulled or not
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/') && !pathname.endsWith('/stamp')) asked += 1;
    });
    const pull = async (px: number) => {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 200, y: 200 }] });
      for (let y = 0; y <= px; y += 10)
        await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: 200, y: 200 + y }] });
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const before = asked;
    await pull(30);
    // a pull that asks anew says so at once
    expect(await page.locator('.pull-busy').count()).toBe(0);
    await drawn(page);
    expect(asked).toBe(before);
    await pull(200);
    await expect.poll(() => asked).toBeGreaterThan(before);
    await page.locator('.pull-busy').waitFor({ state: 'detached' });
  });
});
