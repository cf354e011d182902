import { type Browser, chromium, type Page } from 'playwright-core';
import { findProgram } from './find-program.ts';

/**
 * Programs that are a Chromium, the one to be preferred first. The headless shell is the same engine without a browser's own windows: since Chromium 156 each
 * of those brings two pages for its address bar, which take a quarter of a small machine's time away from the page that is tested.
 */
export const CHROMIUM_PROGRAMS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
] as const;

/** As root in a container, without a GPU, and with nothing that reaches for the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the Chromium to test with: what `CHROMIUM` names, else the first on PATH; undefined where there is none. */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env['CHROMIUM'] || findProgram(CHROMIUM_PROGRAMS, env);
}

/** A test's page lives for a second or two: what V8's optimising compilers work out for it beside the page costs a small machine more than it saves. */
const BRIEF = '--js-flags=--no-opt --no-maglev';

/**
 * A browser without a window; the caller closes it.
 *
 * @param use `measure` runs pages as a user's browser does
 * @throws Error where there is no Chromium
 */
export async function openBrowser(use: 'test' | 'measure' = 'test'): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('no Chromium on PATH and none at CHROMIUM');
  return chromium.launch({ executablePath, args: use === 'test' ? [...FLAGS, BRIEF] : FLAGS, headless: true });
}

/** Makes the page's browser forget what pages of an origin kept. The program's files stay read and compiled, which a new context would not know. */
export async function forgetStorage(page: Page, origin: string): Promise<void> {
  const developer = await page.context().newCDPSession(page);
  await developer.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb,cookies' });
  await developer.detach();
}
