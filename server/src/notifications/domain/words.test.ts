import type { OfferView } from '@mingdan/shared/contracts/dispatch';
import { parseInstant } from '@mingdan/shared/kernel/time';
import { describe, expect, test } from 'vitest';
import { answeredCard, refusalCard } from './offer-answers.ts';
import { digestWords, offerCard, programNotice } from './words.ts';

const OFFER: OfferView = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  orderId: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
  number: 'MD2611228CY6JA',
  templateName: '空调安装',
  status: 'offered',
  crew: null,
  facts: [],
  difficulty: null,
  returnOf: null,
  pay: 18330,
  lines: [],
  mayChange: [],
  distanceKm: '4.5',
  slot: { date: '2026-11-24', from: '10:00', to: '12:00' },
  overlaps: [],
  shortAddress: '北京市朝阳区',
  region: '110105',
  createdAt: parseInstant('2026-11-22T10:00:00+08:00')!,
  expiresAt: parseInstant('2026-11-22T10:15:00+08:00')!,
};

describe("an offer's card", () => {
  test('shows the pay first and says until when', () => {
    const card = offerCard(OFFER, 'offer_x', 'https://example.test/m/');
    expect(card).toMatchObject({
      taskId: 'offer_x',
      title: '新单 空调安装，预估 ¥183.30',
      description: '10:15 前有效，接单后按约定时间上门',
    });
    expect(card.rows[0]).toEqual({ keyname: '预估收益', value: '¥183.30' });
    expect(card.buttons.map(({ key }) => key)).toEqual(['accept', 'refuse']);
  });

  test('says first that it is a return visit', () => {
    const titleOf = (warranty: boolean) => offerCard({ ...OFFER, returnOf: { number: 'MD2611228CY6JB', warranty } }, 't', 'u').title;
    expect([titleOf(true), titleOf(false)]).toEqual(['质保返修 空调安装，预估 ¥183.30', '收费返修 空调安装，预估 ¥183.30']);
  });

  test('tells the day where it is another one', () => {
    const overnight = { ...OFFER, expiresAt: parseInstant('2026-11-23T00:30:00+08:00')! };
    expect(offerCard(overnight, 't', 'u').description).toBe('11月23日 周一 00:30 前有效，接单后按约定时间上门');
  });

  test('names what he holds in the same hours, within the six rows that WeCom shows', () => {
    const overlaps = [
      { number: 'MD261122K7P2QX', from: '10:00', to: '12:00' },
      { number: 'MD261122K7P2QY', from: '11:00', to: '13:00' },
    ];
    const { rows } = offerCard({ ...OFFER, overlaps }, 't', 'u');
    expect(rows.at(-1)).toEqual({ keyname: '时间重叠', value: '10:00–12:00 已有 MD261122K7P2QX' });
    expect(rows).toHaveLength(6);
    expect(rows.at(-1)!.value.length).toBeLessThanOrEqual(30);
  });

  test("keeps to WeCom's lengths, and names what is not known", () => {
    const card = offerCard({ ...OFFER, slot: null, distanceKm: null, shortAddress: '很'.repeat(60) }, 't', 'u');
    for (const { keyname, value } of card.rows) {
      expect([...keyname].length).toBeLessThanOrEqual(5);
      expect([...value].length).toBeLessThanOrEqual(30);
    }
    expect(card.rows.map(({ value }) => value)).toContain('待约定');
    expect(card.rows.map(({ value }) => value)).toContain('未知');
  });
});

describe('the same card, pressed', () => {
  const card = offerCard(OFFER, 'offer_x', 'https://example.test/m/');

  test('不接 asks: at most six buttons of ten characters, the last of which goes back', () => {
    const { buttons, description, title, rows, url } = refusalCard(card);
    expect({ title, rows, url }).toEqual({ title: card.title, rows: card.rows, url: card.url });
    expect(description).toMatch(/^确认不接？/);
    expect(buttons.map(({ text }) => text)).toEqual(['时间排不开', '太远', '做不了', '收益偏低', '不接，不说原因', '再看看']);
    for (const { text } of buttons) expect([...text].length).toBeLessThanOrEqual(10);
    expect(new Set(buttons.map(({ key }) => key)).size).toBe(6);
  });

  test.each([
    ['accepted', '已接单，点标题打开工单', '已接单'],
    ['refused', '您没有接这单，已另作安排', '已拒单'],
    ['expired', '超过时间没有答复，这单不再等您', '已超时'],
    ['withdrawn', '这单已撤回，不用答复了', '已撤回'],
  ] as const)('%s', (status, description, replaced) => expect(answeredCard(card, status)).toEqual({ ...card, description, replaced }));
});

describe('several notices in one', () => {
  test('the titles, oldest first, and how many there are', () => {
    const notices = Array.from({ length: 8 }, (_, n) => ({ title: `空调安装：第 ${n + 1} 条` }));
    const { title, text } = digestWords(notices);
    expect(title).toBe('8 条工单通知');
    expect(text).toContain('· 空调安装：第 1 条<br>');
    expect(text).toContain('……共 8 条');
    expect(text).not.toContain('第 7 条');
    expect([...digestWords(notices.map(() => ({ title: '很'.repeat(60) }))).text].length).toBeLessThanOrEqual(512);
  });
});

describe('a notice for the mini-program', () => {
  const target = { appId: 'wx1', page: 'pages/home/index?notice=1' };

  test("keeps to WeCom's lengths, with the whole title in a row", () => {
    const notice = programNotice({ title: '空调安装：客户改约到 2026年11月23日 10:00~12:00', text: '工单 MD1<br>请按新时间上门' }, target);
    expect([...notice.title].length).toBeGreaterThanOrEqual(4);
    expect([...notice.description].length).toBeLessThanOrEqual(12);
    expect(notice.rows[0]?.value).toContain('客户改约到');
    for (const { value } of notice.rows) expect([...value].length).toBeLessThanOrEqual(30);
    expect(notice.rows[1]?.value).not.toContain('<br>');
  });

  test('a title that is too short for the headline leaves it general', () => {
    expect(programNotice({ title: '改约', text: '' }, target).description).toBe('有新的进展');
  });
});
