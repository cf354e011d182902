import type { Frame, Page } from 'playwright-core';
import { DESKTOP, openPage, PHONE, type WatchedPage } from './browser.ts';
import type { Stage } from './deployments.ts';
import type { Product } from './product.ts';

export type PhoneName = 'staff' | 'installer' | 'customer';

/** A person's phone by itself, as its sandbox shows it: chats, cards, and the app's pages in frames. */
export async function openPhone({ browser, product }: Stage, name: PhoneName, start?: 'sidebar' | 'work'): Promise<WatchedPage> {
  const watched = await openPage(browser, PHONE);
  await watched.page.goto(`${phoneAddress(product, name)}/__phone/${start ? `?start=${start}` : ''}`);
  return watched;
}

export function phoneAddress({ addresses }: Product, name: PhoneName): string {
  return { staff: addresses.staffPhone, installer: addresses.installerPhone, customer: addresses.customerPhone }[name];
}

/** The app's page in a phone: `sidebar` beside a chat, `work` the mini-program, `link` what a message opened. Waits until it is there. */
export async function appFrame(page: Page, name: 'sidebar' | 'work' | 'link'): Promise<Frame> {
  const handle = await page.waitForSelector(`iframe[name="${name}"]`, { state: 'attached' });
  const frame = await handle.contentFrame();
  if (!frame) throw new Error(`the frame ${name} holds no page`);
  await frame.waitForLoadState('domcontentloaded');
  return frame;
}

/** Logs a member in to the console as people do: by the scan page, on which the sandbox lets one choose who scans. */
export async function loginToConsole({ browser, product }: Stage, userid: string, path = '/'): Promise<WatchedPage> {
  const watched = await openPage(browser, DESKTOP);
  const { page } = watched;
  await page.goto(`${product.addresses.server}/auth/console/start?return=${encodeURIComponent(`/console${path}`)}`);
  await page.locator(`a[href*="sandbox_as=${userid}"]`).click();
  await page.waitForURL(`${product.addresses.server}/console${path}**`);
  return watched;
}

/** One of the sandbox's control calls: what a person, or the platform, does beyond our screens. */
export async function control(product: Product, call: string, input: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const answer = await fetch(`${product.addresses.sandbox}/__control/${call}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`control ${call}: ${JSON.stringify(body)}`);
  return body;
}

/** A question to the sandbox: messages, chats, callbacks, the journal. */
export async function ask(product: Product, call: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const answer = await fetch(`${product.addresses.sandbox}/__control/${call}?${new URLSearchParams(query)}`);
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`control ${call}: ${JSON.stringify(body)}`);
  return body;
}
