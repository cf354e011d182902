import { expect, test } from 'vitest';
import { draftOf, duplicates, isFieldName, isWhole, wordsOf } from './draft.ts';

const WORDS = {
  title: '{项目}已下单',
  text: '工单 {单号}',
  subscribe: { templateId: 'k2', fields: { thing1: '{项目}', time2: '{时间}' } },
};

test('words go into a draft and come back the same', () => {
  expect(wordsOf(draftOf(WORDS))).toEqual(WORDS);
  expect(wordsOf(draftOf({ ...WORDS, subscribe: null }))).toEqual({ ...WORDS, subscribe: null });
});

test('a field that stands there twice is named', () => {
  const draft = draftOf(WORDS);
  expect(duplicates(draft)).toEqual([]);
  const rows = [...draft.subscribe!.rows, { field: 'thing1', words: '再说一次' }];
  expect(duplicates({ ...draft, subscribe: { templateId: 'k2', rows } })).toEqual(['thing1']);
});

test('what is not whole is not sent', () => {
  const draft = draftOf(WORDS);
  expect(isWhole(draft)).toBe(true);
  expect(isWhole({ ...draft, title: ' ' })).toBe(false);
  expect(isWhole({ ...draft, subscribe: { templateId: '', rows: [] } })).toBe(false);
  expect(isWhole({ ...draft, subscribe: { templateId: 'k2', rows: [{ field: 'thing', words: 'x' }] } })).toBe(false);
  expect(['thing1', 'character_string12', 'thing', 'thing123', 'what1'].map(isFieldName)).toEqual([true, true, false, false, false]);
});
