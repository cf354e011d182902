import { describe, expect, test } from 'vitest';
import { cardsOf, type Told } from './cards.ts';

const NOW = 1_000_000;
let made = 0;
const ago = (minutes: number) => NOW - minutes * 60;
/** A card made `minutesAgo`, and sent a minute later where it was sent. */
const told = (status: Told['status'], minutesAgo: number, channel: string | null = null): Told => {
  made += 1;
  const sentAt = status === 'sent' ? ago(minutesAgo - 1) : null;
  return { id: `card${made}`, status, channel, url: 'https://a.example', createdAt: ago(minutesAgo), sentAt };
};

describe('cards of an order for its customer', () => {
  test('what waits for staff is to be sent, whatever was sent before', () => {
    const waiting = told('staff_todo', 1);
    const { waiting: shown } = cardsOf([{ ...waiting, id: 'bare', url: null }, waiting, told('sent', 9, 'sidebar')], ago(9));
    expect(shown).toEqual([waiting]);
  });

  test.each([
    ['sent into the chat', [told('sent', 5, 'sidebar'), told('past', 9)], 'sent'],
    ['told by WeChat itself', [told('sent', 5, 'subscribe')], 'told'],
    ['overtaken before anybody sent it', [told('past', 5)], 'overtaken'],
    ['still being made', [told('pending', 5)], 'none'],
    ['nothing yet', [], 'none'],
    [
      'a newer one withdrawn unsent: the one that was sent before is not the news',
      [told('past', 5), told('sent', 9, 'sidebar')],
      'overtaken',
    ],
    ['a newer one on its way by itself', [told('pending', 5), told('sent', 9, 'sidebar')], 'passed'],
    ['the newest whatever the order of the list', [told('sent', 9, 'sidebar'), told('past', 5)], 'overtaken'],
  ] as const)('%s: said in place of a card', (_what, deliveries, said) => {
    expect(cardsOf(deliveries, ago(6))).toEqual({ waiting: [], else: said });
  });

  test('what was sent is no news once the order has gone on', () =>
    expect(cardsOf([told('sent', 9, 'sidebar')], ago(2)).else).toBe('passed'));

  test('a card sent from this page counts before the server says so', () => {
    const card = told('staff_todo', 3);
    expect(cardsOf([card], ago(3), [card.id])).toEqual({ waiting: [], else: 'sent' });
  });
});
