import { expect, test } from 'vitest';
import { leaveAskedWords, leaveDecidedWords } from './leave-words.ts';

const at = (text: string) => Date.parse(`${text}:00+08:00`);
const leave = { from: at('2026-11-25T00:00'), to: at('2026-11-25T12:00'), kind: 'sick', state: 'asked', words: '' };

test('the desk reads who and when, the installer what came of it and why', () => {
  expect(leaveAskedWords('张师傅', leave)).toEqual({
    title: '张师傅申请请假',
    text: '11月25日 周三 上午，病假。请在“排班与证件”里批准或不批准',
  });
  expect(leaveDecidedWords({ ...leave, state: 'approved' }).title).toBe('请假已批准');
  expect(leaveDecidedWords({ ...leave, state: 'refused', words: '当天人手不够' })).toEqual({
    title: '请假没有批准',
    text: '11月25日 周三 上午，病假：当天人手不够',
  });
});
