import type { Frame, Locator, Page } from 'playwright-core';
import { formatNearDay } from '../../shared/src/messages/format.ts';
import { PICTURE } from './api.ts';
import type { WatchedPage } from './browser.ts';
import type { Stage } from './deployments.ts';
import { appFrame, openPhone } from './people.ts';
import { visitDay } from './visit-day.ts';

/** What the customer says on the phone; name and number are made up. */
export const CUSTOMER = { chat: '王女士', phone: '13812345678', street: '建国路 88 号 1 号楼 1201' } as const;

/** The page on top of the app's stack, without those that wait below it. */
export function top(frame: Frame): Locator {
  return frame.locator('.taro_page').filter({ visible: true }).last();
}

/** Loads a frame's page anew, at another place where one is given. Done once the old document is gone, so that nothing waits for or presses what is leaving. */
export async function reload(frame: Frame, hash?: string): Promise<void> {
  await frame.evaluate((to) => {
    Object.assign(window, { isLeaving: true });
    if (to !== undefined) location.hash = to;
    location.reload();
  }, hash);
  await frame.waitForFunction(() => !('isLeaving' in window) && document.readyState !== 'loading');
}

/** A field of the form in front, by its key. */
export function field(frame: Frame, key: string): Locator {
  return top(frame).locator(`[data-field="${key}"]`);
}

/** Words that stand somewhere on the page in front; waits until they do. */
export async function reads(frame: Frame, words: string | RegExp): Promise<void> {
  await top(frame).getByText(words).filter({ visible: true }).first().waitFor();
}

/** The button with these words on the page in front. */
export function press(frame: Frame, words: string | RegExp): Locator {
  return top(frame).getByRole('button').filter({ hasText: words, visible: true }).first();
}

/** Staff opens the chat, its sidebar, and the form of 空调安装 for this customer. Answers the sidebar. */
export async function openOrderForm(phone: Page): Promise<Frame> {
  const chat = phone.getByTestId('open-sidebar');
  const row = phone.locator('[data-testid^="chat-"]').filter({ hasText: CUSTOMER.chat });
  // a phone that was just opened draws what it stands at once it has been told
  await chat.or(row).first().waitFor();
  if (!(await chat.isVisible())) await row.click();
  await chat.click();
  const sidebar = await appFrame(phone, 'sidebar');
  await reads(sidebar, CUSTOMER.chat);
  await top(sidebar).locator('.tile').filter({ hasText: '空调安装' }).click();
  await field(sidebar, 'customerPhone').waitFor();
  return sidebar;
}

/** A place for the address, by the search in the region's sheet. */
export async function chooseRegion(frame: Frame, typed: string, name: string): Promise<void> {
  await field(frame, 'address').locator('.box').first().click();
  await top(frame).locator('.sheet input').fill(typed);
  await top(frame).locator('.sheet .choice').filter({ hasText: name }).click();
}

/** Visits of these tests are tomorrow's: a punch today asks first, well before its hours. */
export async function keepPunch(frame: Frame): Promise<void> {
  await sayYes(frame, '还没到预约时间');
}

/** And so does ending one today. */
export async function sayEarly(frame: Frame): Promise<void> {
  await sayYes(frame, '还没到预约的日子');
}

async function sayYes(frame: Frame, question: string): Promise<void> {
  await frame.getByText(question).last().waitFor();
  await frame.locator('.taro-modal__confirm, .taro-model__confirm').last().click();
}

/** Chooses these hours of the usual day in the form. */
export async function chooseSlot(frame: Frame, hours: string): Promise<void> {
  const now = Date.now();
  const [day = ''] = formatNearDay(visitDay(now), now).split(' ');
  await field(frame, 'slot').locator('.day').filter({ hasText: day }).first().click();
  await takeSlot(frame, field(frame, 'slot').locator('.slot').filter({ hasText: hours }));
}

/** Presses a slot; one that is full by the demo's rosters asks a second time. */
export async function takeSlot(frame: Frame, slot: Locator): Promise<void> {
  await slot.click();
  const anyway = press(frame, '仍约这个时段');
  const chosen = slot.and(frame.locator('.option-on'));
  await anyway.or(chosen).first().waitFor();
  if (await anyway.isVisible()) await anyway.click();
  await chosen.waitFor();
}

/** Chooses an option that stands open, unless it is chosen already: pressing it again would take it back. */
export async function choose(frame: Frame, key: string, words: string): Promise<void> {
  const chosen = field(frame, key).locator('.option-on').filter({ hasText: words });
  if (!(await chosen.isVisible())) await field(frame, key).locator('.option').filter({ hasText: words }).click();
  await chosen.waitFor();
}

/** Fills the form of the worked case. The customer's name and the template's lines are there already. */
export async function fillOrderForm(frame: Frame): Promise<void> {
  await field(frame, 'customerPhone').locator('input').fill(CUSTOMER.phone);
  await chooseRegion(frame, '朝阳', '北京市朝阳区');
  await field(frame, 'address').locator('textarea').fill(CUSTOMER.street);
  await chooseSlot(frame, '10:00–12:00');
  await choose(frame, 'machine', '壁挂机');
  await field(frame, 'model').locator('input').fill('KFR-35GW');
  await field(frame, 'floor').locator('input').fill('8');
  await choose(frame, 'lift', '是');
}

/** Sends the form; answers the new order's id and number from the page that follows. */
export async function submitOrder(frame: Frame): Promise<{ id: string; number: string }> {
  await press(frame, '提交开单').click();
  return openedOrder(frame);
}

/** The id and number of the order whose page follows. */
export async function openedOrder(frame: Frame): Promise<{ id: string; number: string }> {
  await frame.waitForURL(/sidebar\/pages\/order\/index\?id=/);
  const id = /[?&]id=([^&]+)/.exec(frame.url())?.[1] ?? '';
  const number = top(frame)
    .getByText(/^MD\d{6}[0-9A-Z]{6}$/)
    .first();
  await number.waitFor();
  return { id, number: (await number.innerText()).trim() };
}

/** Puts the card that waits into the chat. */
export async function sendCard(frame: Frame): Promise<void> {
  await press(frame, '发送到聊天').click();
  await reads(frame, '卡片已发给客户');
}

/** The newest card of the app in the installer's chat. */
export function offerCard(phone: Page): Locator {
  return phone.locator('article.card').last();
}

/** Accepts on the card, as an encrypted callback, and waits until the card says so. */
export async function acceptByCard(phone: Page): Promise<void> {
  await offerCard(phone).locator('[data-key="accept"]').click();
  await offerCard(phone).locator('.spent').filter({ hasText: '已接单' }).waitFor();
}

/** The installer's mini-program from its tab, once it has logged in: until then its frame goes to the login and comes back. */
export async function openWork(phone: Page): Promise<Frame> {
  const back = phone.getByRole('button', { name: '返回' });
  const tab = phone.getByTestId('tab-work');
  // a phone that was just opened stands in a conversation, without tabs, once it knows its conversations
  await back.or(tab).first().waitFor();
  if (await back.isVisible()) await back.click();
  await tab.click();
  await phone.getByTestId('open-work').click();
  const frame = await appFrame(phone, 'work');
  await frame.waitForFunction(() => localStorage.getItem('md:session:work') !== null);
  return frame;
}

async function takePhoto(phone: Page, frame: Frame, key: string, picture: Buffer): Promise<void> {
  const chooser = phone.waitForEvent('filechooser');
  await field(frame, key).locator('.photo-add').click();
  await (await chooser).setFiles({ name: 'picture.png', mimeType: 'image/png', buffer: picture });
  await field(frame, key).locator('.photo-remove').waitFor();
}

/** What 客户不在 asks for: a punch at the door, a picture, a word. */
export async function fillNobodyThere(phone: Page, frame: Frame): Promise<void> {
  await field(frame, 'absentAt').getByRole('button').filter({ hasText: '到场打卡' }).click();
  await keepPunch(frame);
  await field(frame, 'absentAt').getByText('已打卡').waitFor();
  await takePhoto(phone, frame, 'absentPhotos', PICTURE);
  await field(frame, 'absentNote').locator('input, textarea').fill('敲门无人应，电话未接');
  await field(frame, 'absentNote').locator('input, textarea').blur();
}

/** Fills the visit: arrival, pictures, serial, and the lines as they came to be: one hole more, 4.5 metres of pipe. */
export async function fillVisit(phone: Page, frame: Frame, picture: Buffer = PICTURE): Promise<void> {
  await field(frame, 'arrival').getByRole('button').filter({ hasText: '到场打卡' }).click();
  await keepPunch(frame);
  await field(frame, 'arrival').getByText('已打卡').waitFor();
  await takePhoto(phone, frame, 'photosBefore', picture);
  await takePhoto(phone, frame, 'photosAfter', picture);
  await field(frame, 'serial').locator('input').fill(`GR35SN${Date.now()}`);
  await field(frame, 'services').getByRole('button').filter({ hasText: '添加' }).click();
  await top(frame).locator('.sheet .choice').filter({ hasText: /^打孔/ }).first().click();
  await line(frame, 'parts', '铜管').locator('input').fill('4.5');
  await line(frame, 'parts', '铜管').locator('input').blur();
}

/** A line of a list of services or parts, by its item's name. */
export function line(frame: Frame, key: string, name: string): Locator {
  return field(frame, key).locator('.line').filter({ hasText: name });
}

/** The customer signs below the bill on the installer's phone. `look` may look at the sheet before it is confirmed. */
export async function signBill(phone: Page, frame: Frame, look: () => Promise<void> = async () => {}): Promise<void> {
  await press(frame, '请客户签字').click();
  await writeSignature(phone, frame, look);
  await reads(frame, '客户已签字');
}

/** A name by hand on the pad below the bill that stands open, confirmed. `look` may look at the sheet before. */
export async function writeSignature(phone: Page, frame: Frame, look: () => Promise<void> = async () => {}): Promise<void> {
  const pad = top(frame).locator('.pad canvas');
  await pad.waitFor();
  const box = await pad.boundingBox();
  if (!box) throw new Error('the signature pad has no size');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  for (const stroke of [
    [
      [0.2, 0.3],
      [0.5, 0.25],
      [0.8, 0.35],
    ],
    [
      [0.5, 0.15],
      [0.45, 0.6],
      [0.25, 0.85],
    ],
    [
      [0.5, 0.5],
      [0.7, 0.75],
      [0.85, 0.8],
    ],
  ] as const) {
    const [first, ...rest] = stroke;
    await phone.mouse.move(...at(first[0], first[1]));
    await phone.mouse.down();
    for (const [x, y] of rest) await phone.mouse.move(...at(x, y), { steps: 6 });
    await phone.mouse.up();
  }
  await look();
  await press(frame, '确认账单并签字').click();
}

/** The customer opens the newest card in the chat; answers the page. */
export async function openCustomerPage(stage: Stage): Promise<WatchedPage & { readonly frame: Frame }> {
  const watched = await openPhone(stage, 'customer');
  await watched.page.locator('[data-link]').last().click();
  const frame = await appFrame(watched.page, 'link');
  return { ...watched, frame };
}

/** What stands on top of a customer's page once nothing is asked for any more: at most what is owed. */
export const NOTHING_BUT_PAY = /^(现在不需要您做什么|还需要您付款)$/;

/** The customer gives so many stars. `look` may look at the page before they are sent. */
export async function rate(frame: Frame, stars: number, look: () => Promise<void> = async () => {}): Promise<void> {
  await field(frame, 'rating')
    .locator('.star')
    .nth(stars - 1)
    .click();
  await look();
  await press(frame, '提交评价').click();
  // nothing is needed from the stars on; the button goes once the whole has been taken
  await press(frame, '提交评价').waitFor({ state: 'hidden' });
  await reads(frame, NOTHING_BUT_PAY);
}
