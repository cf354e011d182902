import { describe, expect, it } from 'vitest';
import { Presses } from '../../web/presses.js';

describe('presses on a card', () => {
  it('a double click is one press; the buttons are off until its answer, and on again after a refusal', async () => {
    const drawn: boolean[] = [];
    const presses: Presses = new Presses(() => void drawn.push(presses.isUnderWay('m1')));
    const answer = Promise.withResolvers<void>();
    let sent = 0;
    const send = () => {
      sent += 1;
      return answer.promise;
    };
    const first = presses.press('m1', send);
    await presses.press('m1', send);
    expect({ sent, drawn }).toEqual({ sent: 1, drawn: [true] });
    await presses.press('m2', async () => {
      sent += 1;
    });
    expect(sent).toBe(2);
    answer.reject(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    expect(presses.isUnderWay('m1')).toBe(false);
    expect(drawn.at(-1)).toBe(false);
  });
});
