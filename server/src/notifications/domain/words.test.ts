import type { OfferView } from '@mingdan/shared/contracts/dispatch';
import { describe, expect, test } from 'vitest';
import { noticeWords, offerCard } from './words.ts';

const FACTS = { number: 'MD2611228CY6JA', templateName: '空调安装', slot: '2026-11-24 10:00-12:00', nodeName: '上门安装' };
const OFFER: OfferView = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  orderId: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
  number: 'MD2611228CY6JA',
  templateName: '空调安装',
  status: 'offered',
  pay: 18330,
  lines: [],
  mayChange: [],
  distanceKm: '4.5',
  slot: { date: '2026-11-24', from: '10:00', to: '12:00' },
  shortAddress: '北京市朝阳区',
  region: '110105',
  expiresAt: 0,
  createdAt: 0,
};

describe('notices', () => {
  test('have a title of their own, or that of the node', () => {
    expect(noticeWords('order-created', FACTS)).toEqual({
      title: '空调安装已下单',
      text: '工单 MD2611228CY6JA，预约 2026-11-24 10:00-12:00。点开可查看进度与账单',
    });
    expect(noticeWords('unknown-template', FACTS).title).toBe('空调安装：上门安装');
    expect(noticeWords('price-changed', { ...FACTS, slot: null })).toEqual({
      title: '空调安装：改约后价格有变，请查看',
      text: '工单 MD2611228CY6JA。点开可查看进度与账单',
    });
  });
});

describe("an offer's card", () => {
  test('shows the pay first and says until when', () => {
    const card = offerCard(OFFER, 'offer_x', 'https://example.test/m/', 15);
    expect(card).toMatchObject({
      taskId: 'offer_x',
      title: '新单 空调安装，预估 ¥183.30',
      description: '15 分钟内有效，接单后按约定时间上门',
    });
    expect(card.rows[0]).toEqual({ keyname: '预估收益', value: '¥183.30' });
    expect(card.buttons.map(({ key }) => key)).toEqual(['accept', 'refuse']);
  });

  test("keeps to WeCom's lengths, and names what is not known", () => {
    const card = offerCard({ ...OFFER, slot: null, distanceKm: null, shortAddress: '很'.repeat(60) }, 't', 'u', 1);
    for (const { keyname, value } of card.rows) {
      expect([...keyname].length).toBeLessThanOrEqual(5);
      expect([...value].length).toBeLessThanOrEqual(30);
    }
    expect(card.rows.map(({ value }) => value)).toContain('待约定');
    expect(card.rows.map(({ value }) => value)).toContain('未知');
  });
});
