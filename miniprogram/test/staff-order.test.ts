import { describe, expect, it } from 'vitest';
import { openPhone } from './browser.ts';
import { FIXTURE_IDS, NOW, type Scenario } from './fixtures.ts';
import { phoneStage } from './phone-stage.ts';

describe("staff's page of an order, and the installer's no [chromium]", () => {
  let scenario: Scenario = 'full';
  const stage = phoneStage(() => scenario);

  async function open(of: Scenario, path: string) {
    scenario = of;
    const { context, page } = await openPhone(stage.browser);
    await page.clock.setFixedTime(NOW);
    await page.goto(`${stage.server.origin}/m/#/${path}`);
    const words = (text: string | RegExp) => page.getByText(text).filter({ visible: true });
    return { context, page, words };
  }
  const ORDER = `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`;

  it('says first that the customer chose other hours, with the step; there staff read their own words and the fee', async () => {
    const { context, page, words } = await open('rebook', ORDER);
    const chosen = words('客户选了新的上门时间：今天 14:00–16:00');
    await chosen.waitFor();
    const top = async (text: string) => (await words(text).first().boundingBox())!.y;
    expect(await top('客户选了新的上门时间')).toBeLessThan(await top('空调安装'));
    await words('另约时间或取消').click();
    await words('‹ 回到工单').waitFor();
    await words('上门费').first().waitFor();
    expect(await words('由公司收款，不用向客户收钱').count()).toBe(0);
    const fee = page.locator('.bill-line').filter({ hasText: '上门费' }).filter({ visible: true });
    expect(await fee.textContent()).toContain('50.00');
    await context.close();
  });

  it('says yes to those hours with one press, once, having said whether the installer is free', async () => {
    const { context, page, words } = await open('rebook', ORDER);
    await words('李建国这个时段没有别的上门').waitFor();
    expect(await words(/今天 14:00–16:00（客户所选，待确认）/).count()).toBe(1);
    const sent: unknown[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/acts')) sent.push(request.postDataJSON());
    });
    await words('按这个时间确认').dblclick();
    await words('已确认，师傅会按新时间上门').waitFor();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      event: 'submit',
      token: 't2',
      outcome: 'again',
      values: { slot: { date: '2026-11-22', from: '14:00', to: '16:00' } },
    });
    await context.close();
  });

  it('names whom it is asking and until when, and that it is a return visit nobody pays for', async () => {
    const { context, page, words } = await open('asking', ORDER);
    await words('正在问李建国').waitFor();
    expect(await words('等答复到 10:29').count()).toBe(1);
    expect(await words('质保返修').first().isVisible()).toBe(true);
    expect(await words('MD261115B4R8TN 的返修 · 质保内，服务和配件免费').count()).toBe(1);
    expect(await page.locator('.paper').textContent()).toContain('质保返修，服务和配件免费');
    await context.close();
  });

  it('an installer reads before his answer who pays a return visit, and after a no what came of it until he has seen it', async () => {
    const { context, page, words } = await open('full', 'pages/home/index');
    await words(/MD261115B4R8TN 的返修。质保内，.*您的收益由公司付/).waitFor();
    await page.clock.install({ time: NOW });
    await words('不接').click();
    await words('确定不接').click();
    const outcome = words('已记录，正在问下一位师傅');
    await outcome.waitFor();
    // longer than a toast lasts
    await page.clock.fastForward(10_000);
    expect(await outcome.count()).toBe(1);
    await words('知道了').click();
    await expect.poll(() => outcome.count()).toBe(0);
    await context.close();
  });
});
