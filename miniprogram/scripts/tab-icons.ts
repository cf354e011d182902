/** Draws the tab bar's pictures (the platform takes no other form): `node miniprogram/scripts/tab-icons.ts`, with Chromium on the PATH. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIGHT } from '@mingdan/shared/design/tokens';
import { openBrowser } from '../../scripts/services/chromium.ts';

const SIDE = 81;
const ICONS = {
  today: '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4M8.5 15l2.5 2.5 4.5-4.5"/>',
  earnings: '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 7.5L12 12l3.5-4.5M12 12v5M9 12.5h6M9 15h6"/>',
  me: '<circle cx="12" cy="8.5" r="3.750"/><path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>',
};

function page(paths: string, colour: string): string {
  return `<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${paths}</svg></body>`;
}

const browser = await openBrowser();
try {
  const tab = await browser.newPage({ viewport: { width: SIDE, height: SIDE } });
  for (const [name, paths] of Object.entries(ICONS)) {
    for (const [suffix, colour] of [
      ['', LIGHT.inkSecondary],
      ['-on', LIGHT.primary],
    ] as const) {
      await tab.setContent(page(paths, colour));
      writeFileSync(join(import.meta.dirname, `../src/assets/tab-${name}${suffix}.png`), await tab.screenshot({ omitBackground: true }));
    }
  }
} finally {
  await browser.close();
}
