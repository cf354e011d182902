import { describe, expect, it } from 'vitest';
import { openPhone } from './browser.ts';
import { phoneStage } from './phone-stage.ts';

const OTHERS = '您好，我叫测试王五，电话13700137000，住朝阳区望京西园三区308号楼6层602，新买的美的1.5匹挂机想装一下';

/** Somebody the sidebar can work for, as it keeps them for its page. */
const customer = (id: string, name: string) => ({
  id: id.padEnd(26, '0'),
  name,
  phone: null,
  phoneMasked: '',
  level: 'standard',
  sites: [],
  devices: [],
  contactLostAt: null,
});
const WANG = { contact: 'wmWang', customer: customer('01WANG', '王丽') };
const ZHAO = { contact: 'wmZhao', customer: customer('01ZHAO', '赵大勇') };
const NOBODY_KNOWN = { contact: 'wmUnknown', customer: null };

describe('a pasted message [chromium]', () => {
  const stage = phoneStage();

  /** The page for pasting, and a way to open it beside another chat as another page of the app does. */
  async function pastePage() {
    const { context, page } = await openPhone(stage.browser);
    const beside = async (choice: object) => {
      await page.goto('about:blank');
      // of the same origin, without a program that writes there too
      await page.goto(`${stage.server.origin}/m/no-such-file`);
      await page.evaluate((kept) => sessionStorage.setItem('md:sidebar', JSON.stringify(kept)), choice);
      await page.goto('about:blank');
      await page.goto(`${stage.server.origin}/m/#/packages/sidebar/pages/paste/index`);
      await page.getByText('识别', { exact: true }).or(page.getByText('修改原文')).first().waitFor();
    };
    const box = page.getByLabel('粘贴聊天记录、短信或收货地址');
    const value = (name: string) => page.getByLabel(name, { exact: true }).filter({ visible: true }).first();
    const restored = page.getByText('已恢复上次未提交的内容');
    const read = async () => {
      await box.fill(OTHERS);
      await page.getByText('识别', { exact: true }).click();
      await value('姓名').waitFor();
    };
    return { context, page, beside, box, value, restored, read };
  }

  it('that names a stranger asks whether the customer of the chat orders for them, until it names somebody else', async () => {
    const { context, page, beside, value, read } = await pastePage();
    await page.route('**/api/customers?**', (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
    await beside(ZHAO);
    await read();
    await value('姓名').fill('王五');
    await page.getByText('下一步：选服务').click();
    await page.getByText('没有登记过').waitFor();
    expect(await page.getByText('另建客户').count()).toBe(1);
    // the question comes into sight: it stands below all that was read
    await expect.poll(async () => (await page.getByText('为赵大勇开单').boundingBox())!.y).toBeLessThan(740);
    // a corrected name takes the question away
    await value('姓名').fill('赵大勇');
    await expect.poll(() => page.getByText('没有登记过').count()).toBe(0);
    await value('姓名').fill('王五');
    await page.getByText('下一步：选服务').click();
    await page.getByText('为赵大勇开单').click();
    // the page was loaded anew, and no WeCom says whom the chat is with: whom a person has just chosen stays chosen
    await page.locator('.strip').filter({ hasText: '赵大勇', visible: true }).waitFor();
    expect(await page.evaluate(() => JSON.parse(sessionStorage.getItem('md:sidebar') ?? '{}').customer.name)).toBe('赵大勇');
    await context.close();
  });

  it('of one customer is not shown in the next one’s chat, and waits where it was left', async () => {
    const { context, page, beside, box, value, restored, read } = await pastePage();
    await beside(ZHAO);
    await read();
    await expect.poll(() => value('电话').inputValue()).toBe('13700137000');
    await value('姓名').fill('王五');
    expect(await restored.count()).toBe(0);

    for (const other of [WANG, NOBODY_KNOWN]) {
      await beside(other);
      expect(await box.inputValue()).toBe('');
      expect(await page.getByText('13700137000').count()).toBe(0);
      expect(await restored.count()).toBe(0);
    }

    await beside(ZHAO);
    await restored.waitFor();
    await page.getByText('正在为 赵大勇 开单').waitFor();
    await expect.poll(() => value('姓名').inputValue()).toBe('王五');
    await context.close();
  });

  it('can be forgotten', async () => {
    const { context, page, beside, box, restored, read } = await pastePage();
    await beside(WANG);
    await read();
    await beside(WANG);
    await restored.waitFor();
    await page.getByText('清空重填').click();
    await box.waitFor();
    expect(await box.inputValue()).toBe('');
    await beside(WANG);
    expect(await box.inputValue()).toBe('');
    expect(await restored.count()).toBe(0);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('paste')))).toEqual([]);
    await context.close();
  });

  it('says the district once, though it was chosen after the street was read', async () => {
    const { context, page, beside, value, read } = await pastePage();
    await beside(WANG);
    await read();
    await page.getByText('北京市朝阳区', { exact: true }).click();
    await expect.poll(() => value('街道门牌').inputValue()).toBe('望京西园三区308号楼6层602');
    expect(await value('备注').inputValue()).not.toMatch(/您好|住/);
    await context.close();
  });
});
