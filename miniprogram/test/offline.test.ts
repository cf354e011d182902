import { resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { openPhone } from './browser.ts';
import { startFixtureServer } from './fixture-server.ts';
import { FIXTURE_IDS, type Scenario } from './fixtures.ts';

const BUILD_MS = 10 * 60_000;
const DETAIL = `packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`;
/** A busy machine's patience. */
const PATIENCE = { timeout: 50_000 };
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** A PNG of one colour, as large as asked, a few kilobytes small. */
function png(width: number, height: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  });
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    let crc = 0xffffffff;
    for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height, 0xb0);
  for (let row = 0; row < height; row++) rows[row * (width * 3 + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

/** Finds the picture's size in the JPEG that was sent. */
function sizeOfJpeg(bytes: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
  }
  throw new Error('no frame header');
}

describe('an installer without a network [chromium]', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let server: Awaited<ReturnType<typeof startFixtureServer>>;
  let scenario: Scenario = 'full';
  /** What reached the server: each upload's and each act's key and body. */
  let uploads: { key: string; body: Buffer }[];
  let acts: { key: string; body: { values: Record<string, unknown> } }[];
  /** Writes that found no network since it was taken away. */
  let triedInTheDark = 0;

  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    server = await startFixtureServer(() => scenario);
    browser = await openBrowser();
  }, BUILD_MS);
  afterAll(async () => {
    await browser?.close();
    server?.server.close();
  });
  beforeEach(async () => {
    ({ context, page } = await openPhone(browser));
    uploads = [];
    acts = [];
    server.asked.length = 0;
    scenario = 'full';
    await page.route('**/api/files?**', async (route) => {
      const request = route.request();
      uploads.push({ key: (await request.headerValue('idempotency-key')) ?? '', body: request.postDataBuffer() ?? Buffer.alloc(0) });
      await route.fallback();
    });
    await page.route('**/api/orders/*/acts', async (route) => {
      const request = route.request();
      acts.push({ key: (await request.headerValue('idempotency-key')) ?? '', body: request.postDataJSON() });
      await route.fallback();
    });
  });
  afterEach(() => context.close());

  const open = (path: string) => page.goto(`${server.origin}/m/#/${path}`);
  const top = () => page.locator('.taro_page').filter({ visible: true }).last();
  const says = (words: string | RegExp) => top().getByText(words).filter({ visible: true }).first().waitFor();
  const press = (words: string) => top().getByRole('button').filter({ hasText: words, visible: true }).first().click();
  const choose = async (...files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const chooser = page.waitForEvent('filechooser');
    await top().locator('.photo-add').first().click();
    await (await chooser).setFiles(files);
  };
  const picture = (buffer = png(640, 480)) => ({ name: 'IMG_1.png', mimeType: 'image/png', buffer });
  /** Reads the day, so that the order is on the phone, and opens it. */
  const dayThenOrder = async () => {
    await open('pages/home/index');
    await expect.poll(() => server.asked.includes(`GET /orders/${FIXTURE_IDS.order}`), PATIENCE).toBe(true);
    await page.locator('.visit').filter({ hasText: '空调安装' }).first().click();
    await top().locator('[data-field="photos"]').waitFor();
    await says(/本单收益|本次上门收益/);
  };
  const fillAndSign = async () => {
    await press('到场打卡');
    await says('已打卡');
    await top().locator('[data-field="serial"] input').fill('SN-1');
    await press('请客户签字');
    const pad = top().locator('.pad canvas');
    await pad.waitFor();
    const box = await pad.boundingBox();
    if (!box) throw new Error('no pad');
    await page.mouse.move(box.x + 30, box.y + 60);
    await page.mouse.down();
    for (let step = 0; step < 8; step++) await page.mouse.move(box.x + 30 + step * 20, box.y + 60 + (step % 2) * 30);
    await page.mouse.up();
    await press('确认账单并签字');
    await says('客户已签字');
  };

  /** Takes the network away from here on. */
  const loseNetwork = async () => {
    triedInTheDark = 0;
    await page.route('**/api/**', async (route) => {
      await route.abort('internetdisconnected');
      if (route.request().method() === 'POST') triedInTheDark += 1;
    });
  };
  /** What was pressed is kept before it is first sent: the network may come back once that first try has failed. */
  const triedInVain = () => expect.poll(() => triedInTheDark, PATIENCE).toBeGreaterThan(0);

  /** Lets the network come back, the first answer to a write getting lost; what was sent, once nothing waits any more. */
  const whenBack = async (path: string, answer: object): Promise<{ key: string; body: unknown }[]> => {
    const sent: { key: string; body: unknown }[] = [];
    await triedInVain();
    // before the darkness goes, for the phone tries by itself; the newest route is asked first
    await page.route(path, async (route) => {
      const request = route.request();
      if (request.method() !== 'POST') return route.fallback();
      sent.push({ key: (await request.headerValue('idempotency-key')) ?? '', body: request.postDataJSON() });
      if (sent.length === 1) await route.abort('connectionreset');
      else await route.fulfill({ json: answer });
    });
    await page.unroute('**/api/**');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => sent.length, PATIENCE).toBe(2);
    await expect.poll(() => page.locator('.network-bar').count(), PATIENCE).toBe(0);
    expect(sent.length).toBe(2);
    return sent;
  };

  it('finishes in a cellar: pictures, signature and act are kept, survive a reload, and go out once', async () => {
    await dayThenOrder();
    await context.setOffline(true);
    await choose(picture());
    await says('已存手机，点此重传');
    await fillAndSign();
    await press('提交验收');
    await says('提交验收：已存在手机里');
    expect(acts).toEqual([]);

    // the app is closed and opened again while there is still no network: its own files come from the phone's cache, which the test stands in for
    await context.setOffline(false);
    await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
    await page.reload();
    await says('提交验收：已存在手机里');
    await open('pages/home/index');
    await page.locator('.visit').filter({ hasText: '空调安装' }).first().waitFor();
    await says('待提交');

    // the network is back, but the first answer gets lost
    let lost = 0;
    await page.route('**/api/orders/*/acts', async (route) => {
      const request = route.request();
      acts.push({ key: (await request.headerValue('idempotency-key')) ?? '', body: request.postDataJSON() });
      lost += 1;
      if (lost === 1) await route.abort('connectionreset');
      else await route.fulfill({ json: { id: FIXTURE_IDS.order, version: 5, state: 'open', settlementState: 'eligible', settled: true } });
    });
    await page.unroute('**/api/**');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect.poll(() => acts.length, PATIENCE).toBeGreaterThanOrEqual(2);
    await page.locator('.network-bar').waitFor({ state: 'detached' });

    expect(new Set(acts.map(({ key }) => key)).size).toBe(1);
    expect(new Set(acts.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(uploads.map(({ key }) => key)).size).toBe(2);
    expect(JSON.stringify(acts[0]?.body)).not.toContain('local-');
    expect(acts[0]?.body.values['photos']).toHaveLength(1);
  });

  it('客户不在 before a closed door without a network: asked for, kept with its picture, and sent once', async () => {
    await dayThenOrder();
    await loseNetwork();
    await press('其他情况');
    await press('客户不在');
    await press('确认客户不在');
    for (const missing of ['请完成「门口打卡」', '请拍「门口照片」', '请填写「情况说明」', '至少 1 张']) await says(missing);
    expect(await top().locator('.photo-wrong, .punch-wrong').count()).toBe(2);
    const asked = (key: string) => top().locator(`[data-field="${key}"]`);
    await asked('absentAt').getByRole('button').click();
    await asked('absentAt').getByText('距上门地址').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await asked('absentPhotos').locator('.photo-add').click();
    await (await chooser).setFiles([picture()]);
    await asked('absentPhotos').locator('.photo-remove').waitFor();
    await asked('absentNote').locator('textarea').fill('敲门无人应');
    await press('确认客户不在');
    await says('客户不在：已存在手机里');
    const answer = { id: FIXTURE_IDS.order, version: 5, state: 'open', settlementState: 'pending', settled: false };
    const sent = await whenBack('**/api/orders/*/acts', answer);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(sent[0]?.body).toMatchObject({
      outcome: 'absent',
      values: { absentAt: { lat: 31.2015 }, absentPhotos: [expect.anything()], absentNote: '敲门无人应' },
    });
    expect(JSON.stringify(sent[0]?.body)).not.toContain('local-');
  });

  it('a punch far from the address asks once more, without a network too: punched again, or kept as it is', async () => {
    await context.setGeolocation({ latitude: 31.23, longitude: 121.59, accuracy: 15 });
    await dayThenOrder();
    await loseNetwork();
    await press('其他情况');
    await press('客户不在');
    const asked = (key: string) => top().locator(`[data-field="${key}"]`);
    const dialog = page.locator('.taro-modal__confirm, .taro-model__confirm').last();
    const refusal = page.locator('.taro-modal__cancel, .taro-model__cancel').last();
    const question = () => page.getByText('距上门地址 3.2 公里，仍要提交？').filter({ visible: true }).last().waitFor();

    await asked('absentAt').getByRole('button').click();
    await question();
    await refusal.click();
    await page.getByText('距上门地址 3.2 公里，仍要提交？').filter({ visible: true }).first().waitFor({ state: 'detached' });
    await asked('absentAt').getByRole('button').filter({ hasText: '到场打卡' }).waitFor();
    expect(await asked('absentAt').getByText('已打卡').count()).toBe(0);

    // at the door nothing is asked
    await context.setGeolocation({ latitude: 31.2012, longitude: 121.5901, accuracy: 15 });
    await asked('absentAt').getByRole('button').click();
    await asked('absentAt').getByText('距上门地址 11 米').waitFor();

    await context.setGeolocation({ latitude: 31.23, longitude: 121.59, accuracy: 15 });
    await asked('absentAt').getByRole('button').filter({ hasText: '重新打卡' }).click();
    await question();
    await dialog.click();
    await asked('absentAt').getByText('距上门地址 3.2 公里').waitFor();
  });

  it('a punch well before its hours asks whether to wait, at the door too', async () => {
    await context.setGeolocation({ latitude: 31.2012, longitude: 121.5901, accuracy: 15 });
    await page.clock.setFixedTime(Date.parse('2026-11-22T12:40:00+08:00'));
    await dayThenOrder();
    await press('其他情况');
    await press('客户不在');
    const punch = top().locator('[data-field="absentAt"]');
    const question = () =>
      page.getByText('预约时间今天 14:00–16:00，现在打卡会记为提前，需公司核实').filter({ visible: true }).last().waitFor();

    await punch.getByRole('button').click();
    await question();
    await page.getByText('再等等').filter({ visible: true }).last().click();
    await punch.getByRole('button').filter({ hasText: '到场打卡' }).waitFor();
    await punch.getByRole('button').click();
    await question();
    await page.getByText('现在打卡').filter({ visible: true }).last().click();
    await punch.getByText('距上门地址 11 米').waitFor();

    // an hour before they begin nothing is asked any more
    await page.clock.setFixedTime(Date.parse('2026-11-22T13:00:00+08:00'));
    await context.setGeolocation({ latitude: 31.202, longitude: 121.5901, accuracy: 15 });
    await punch.getByRole('button').filter({ hasText: '重新打卡' }).click();
    await punch.getByText('距上门地址 100 米').waitFor();
  });

  it('money taken in a cellar is kept, counts at once, and is recorded once', async () => {
    scenario = 'extra';
    await dayThenOrder();
    await loseNetwork();
    await press('登记收款');
    await page.locator('.pay-amount').fill('100');
    await press('确认已收 ¥100.00');
    await says('收款 ¥100.00（扫码）：已存在手机里');
    await says('待提交的收款');
    // the step itself stays under the hand
    await says(/填完 \d+ 项再签字/);
    const sent = await whenBack('**/api/orders/*/collections', { id: FIXTURE_IDS.order, state: 'part', due: 1, collected: 1, left: 0 });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(sent[0]?.body).toEqual({ method: 'code', amount: 10_000 });
  });

  it('extra lines of a bill that the customer signed are accepted: nothing is offered any more, and what is due is what was signed', async () => {
    scenario = 'extra';
    await dayThenOrder();
    await says('看客户是否已同意');
    await says('应收（预估）');
    const chooser = page.waitForEvent('filechooser');
    await top().locator('[data-field="photos"] .photo-add').click();
    await (await chooser).setFiles([picture()]);
    await top().locator('[data-field="photos"] .photo-image').waitFor();
    await fillAndSign();
    await says('客户已签字认可');
    // an earlier visit is owed too: what was signed is told apart from it
    await says(/客户这次签字的是 ¥/);
    expect(await top().getByText('看客户是否已同意').count()).toBe(0);
  });

  it('extra lines that nobody could price are put to the customer when the network is back; until then the last estimate is shown', async () => {
    scenario = 'full';
    await dayThenOrder();
    await top().getByText('+ 添加配件').waitFor();
    await loseNetwork();
    await top().locator('.counter-press[aria-label="增加"], .counter-press').last().click();
    await says(/联网后计价 · 上次预估 ¥/);
    await press('联网后请客户确认');
    const chooser = page.waitForEvent('filechooser');
    await top().locator('.sheet .photo-add').first().click();
    await (await chooser).setFiles([picture()]);
    // the button holds until the picture stands in the sheet; a press before that is none
    await top().locator('.sheet .photo-remove').waitFor();
    // without a reason nothing is kept: the customer would be asked for a yes to a bare price
    await press('存下，联网后计价并发给客户');
    await says('请写一句为什么需要，客户会看到');
    await top().locator('.sheet textarea').fill('墙体较厚，需要多打一个孔');
    await press('存下，联网后计价并发给客户');
    await says(/增项确认（.*）：已存在手机里/);
    const sent = await whenBack('**/api/orders/*/consents', {});
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    const body = sent[0]?.body as { photoFileIds: string[]; lines: unknown[] };
    expect(body.photoFileIds).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('local-');
    expect(body.lines.length).toBeGreaterThan(0);
  });

  it('leave that is asked for in a cellar is kept and goes out once', async () => {
    await open('packages/orders/pages/leave/index');
    await says('我的请假');
    await loseNetwork();
    await press('申请请假');
    await page
      .getByText(/^申请 .* 全天$/)
      .last()
      .click();
    await says('请假申请：已存在手机里');
    const sent = await whenBack('**/api/my/leaves', { id: FIXTURE_IDS.order });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(sent[0]?.body).toMatchObject({ fromHalf: 'am', toHalf: 'pm', kind: 'personal', reason: '' });
  });

  it('keeps what was filled in when the page is loaded anew in the middle', async () => {
    await open(DETAIL);
    await top().locator('[data-field="serial"] input').fill('SN-77');
    await choose(picture());
    await expect.poll(() => uploads.length, PATIENCE).toBe(1);
    await page.reload();
    await says('已恢复上次未提交的内容');
    expect(await top().locator('[data-field="serial"] input').inputValue()).toBe('SN-77');
    expect(await top().locator('[data-field="photos"] .photo-remove').count()).toBe(1);
  });

  it('sends a picture of 40 megapixels small enough, with its watermark', async () => {
    await open(DETAIL);
    await choose(picture(png(7_680, 5_210)));
    await expect.poll(() => uploads.length, PATIENCE).toBe(1);
    const sent = uploads[0]?.body ?? Buffer.alloc(0);
    expect(sizeOfJpeg(sent)).toEqual({ width: 2048, height: 1389 });
    expect(sent.length).toBeLessThan(2_000_000);
    // the picture is one grey; what is darker and lighter at its lower edge are the band and the words
    const shades = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/jpeg;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const ink = canvas.getContext('2d');
      if (!ink) throw new Error('no canvas');
      ink.drawImage(image, 0, 0);
      const rowShades = (y: number) => {
        const { data } = ink.getImageData(0, y, 900, 1);
        return Array.from({ length: 900 }, (_, index) => data[index * 4] ?? 0);
      };
      const lower = Array.from({ length: 100 }, (_, row) => rowShades(image.height - 1 - row)).flat();
      return { above: rowShades(100)[0] ?? 0, darkest: Math.min(...lower), lightest: Math.max(...lower) };
    }, sent.toString('base64'));
    expect(shades.above).toBeGreaterThan(160);
    expect(shades.darkest).toBeLessThan(120);
    expect(shades.lightest).toBeGreaterThan(230);
  });

  it.each([
    ['an SVG with a script', 'plan.svg', SVG],
    ['an SVG that calls itself a photograph', 'photo.jpg', SVG],
    ['a text', 'photo.png', 'hello'],
  ])('does not take %s, and says so', async (_, name, content) => {
    await open(DETAIL);
    await choose({ name, mimeType: 'image/jpeg', buffer: Buffer.from(content) });
    await says(`「${name}」不是照片。只收 JPG、PNG 或 WebP`);
    expect(uploads).toEqual([]);
    expect(await top().locator('.photo-remove').count()).toBe(0);
  });

  it('shows what was not taken, keeps the form, and lets it be mended', async () => {
    await page.route('**/api/orders/*/acts', (route) =>
      route.fulfill({
        status: 409,
        json: { code: 'orders.not_here', status: 409, fields: [], detail: { first: '王师傅已提交' }, requestId: null },
      }),
    );
    await dayThenOrder();
    await choose(picture());
    await expect.poll(() => uploads.length, PATIENCE).toBe(1);
    await fillAndSign();
    // the network goes as the button is pressed, and the order is another's when it is back
    await loseNetwork();
    await press('提交验收');
    await says('提交验收：已存在手机里');
    await triedInVain();
    await page.unroute('**/api/**');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await says('提交验收：没有提交成功');
    await says('您填的内容和照片还在手机里');
    await press('改好再提交');
    expect(await top().locator('[data-field="serial"] input').inputValue()).toBe('SN-1');
    expect(await page.locator('.network-bar').count()).toBe(0);
  });

  it('forgets the day when its person leaves', async () => {
    await dayThenOrder();
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('md:day:')).length), PATIENCE)
      .toBeGreaterThan(0);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('13800005521');
    await page.route('**/auth/wecom/**', (route) => route.fulfill({ contentType: 'text/html', body: 'login' }));
    await open('pages/me/index');
    await press('退出登录');
    await page.locator('.taro-modal__confirm, .taro-model__confirm').first().click();
    await expect
      .poll(
        () => page.evaluate(() => Object.keys(localStorage).filter((key) => /^md:(day|draft|person|outbox|picture):?/.test(key))),
        PATIENCE,
      )
      .toEqual([]);
  });
});
