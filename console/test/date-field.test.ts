import { expect, test } from 'vitest';
import { onConsole } from './console-stage.ts';
import { id } from './fixture-data.ts';

onConsole('days are written as the console writes them', (stage) => {
  test('in a browser that speaks English: in full with its weekday; while somebody types, the browser’s own parts show', async () => {
    const page = await stage.open(`/books/drafts/${id(9002)}`, 1440, 'en-US');
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const field = page.getByRole('dialog').getByLabel('生效（北京时间，空着为不限）');
    await field.fill('2026-11-30T08:00');
    const shown = page.getByText('2026年11月30日 周一 08:00', { exact: true });
    await shown.waitFor();
    // the browser writes 11/30/2026 here: nobody sees it
    const ink = () => field.evaluate((input) => getComputedStyle(input).color);
    expect(await ink()).toBe('rgba(0, 0, 0, 0)');
    await field.focus();
    await page.keyboard.press('ArrowUp');
    expect(await shown.isVisible()).toBe(false);
    await expect.poll(ink).not.toBe('rgba(0, 0, 0, 0)');
    await page.keyboard.press('Enter');
    // the first part of an English field is the month
    await page.getByText('2026年12月30日 周三 08:00', { exact: true }).waitFor();
    await field.fill('');
    await page.getByText('选日期', { exact: true }).first().waitFor();
    await page.close();
  });
});
