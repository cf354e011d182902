/**
 * Pictures of every page and state at 320, 390 and 430 px: `node miniprogram/scripts/screens.ts [DIR] [NAME …]`, after `build:h5`. For the eyes; the
 * width of each page is measured too, and a page wider than its screen is reported.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { startFixtureServer } from '../test/fixture-server.ts';
import { SCREENS, type Screen, screenOpener } from '../test/screen-list.ts';

const WIDTHS = [320, 390, 430] as const;

const [directory = '.tmp/screens', ...wanted] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
let current: Screen['scenario'] = 'full';
const { origin, server } = await startFixtureServer(() => current);
const browser = await openBrowser();
const open = screenOpener(browser, origin);
let faults = 0;
const report = (line: string) => {
  faults += 1;
  process.stderr.write(`${line}\n`);
};
try {
  for (const screen of SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    current = screen.scenario;
    for (const width of WIDTHS) {
      try {
        const { page, troubles } = await open(screen, width);
        for (const trouble of troubles) report(`${screen.name} ${width}: ${trouble}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) report(`${screen.name} ${width}: ${wide} px wide`);
        await page.screenshot({ path: join(directory, `${screen.name}-${width}.png`), fullPage: false });
      } catch (error) {
        report(`${screen.name} ${width}: ${String(error).split('\n')[0]}`);
      }
    }
  }
} finally {
  await browser.close();
  server.close();
}
process.stdout.write(`${faults} faults\n`);
