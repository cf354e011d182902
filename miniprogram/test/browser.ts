/** A phone in Chromium over the built H5, with canned answers: for tests of what only a browser shows. */
import type { Browser, BrowserContext, Page } from 'playwright-core';

const WECOM = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1';
/** A busy machine's patience. */
const PATIENCE_MS = 20_000;

/** Until what was set has been drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** A page of an installer who is logged in, on a phone of 390 px. */
export async function openPhone(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    userAgent: WECOM,
    hasTouch: true,
    // nothing moves under a press
    reducedMotion: 'reduce',
    permissions: ['geolocation'],
    geolocation: { latitude: 31.2015, longitude: 121.59, accuracy: 15 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(() => {
    if (!localStorage.getItem('md:session:work')) {
      localStorage.setItem('md:session:work', JSON.stringify({ data: { bearer: 'test-bearer', of: '' } }));
    }
  });
  return { context, page };
}
