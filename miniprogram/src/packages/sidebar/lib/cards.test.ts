import { describe, expect, test } from 'vitest';
import { cardsOf, type Told } from './cards.ts';

const told = (status: Told['status'], channel: string | null = null): Told => ({ status, channel, url: 'https://a.example' });

describe('cards of an order for its customer', () => {
  test('what waits for staff is to be sent, whatever was sent before', () => {
    const waiting = told('staff_todo');
    expect(cardsOf([told('sent', 'sidebar'), waiting, { ...waiting, url: null }]).waiting).toEqual([waiting]);
  });

  test.each([
    ['sent into the chat', [told('sent', 'sidebar'), told('past')], 'sent'],
    ['told by WeChat itself', [told('sent', 'subscribe')], 'told'],
    ['overtaken before anybody sent it', [told('past')], 'overtaken'],
    ['still being made', [told('pending')], 'none'],
    ['nothing yet', [], 'none'],
  ] as const)('%s: said in place of a card', (_what, deliveries, said) => {
    expect(cardsOf(deliveries)).toEqual({ waiting: [], else: said });
  });
});
