import { expect, test } from 'vitest';
import { beginHistory, commit, redo, undo } from './history.ts';

test('back and forth, and a new change ends the way forth', () => {
  let history = beginHistory('a');
  for (const next of ['b', 'c', 'd']) history = commit(history, next);
  history = undo(undo(history));
  expect([history.present, redo(history).present, redo(redo(redo(history))).present]).toEqual(['b', 'c', 'd']);
  history = commit(history, 'x');
  expect([redo(history).present, undo(history).present, undo(undo(undo(undo(history)))).present]).toEqual(['x', 'b', 'a']);
});

test('typing into one field is one step back; another field is another', () => {
  let history = beginHistory('');
  for (const text of ['空', '空调', '空调机']) history = commit(history, text, 'name');
  history = commit(history, '空调机!', 'unit');
  expect([undo(history).present, undo(undo(history)).present]).toEqual(['空调机', '']);
});

test('after going back, typing begins a step of its own', () => {
  let history = commit(commit(beginHistory('a'), 'b', 't'), 'c', 't');
  history = commit(undo(history), 'd', 't');
  expect([history.present, undo(history).present]).toEqual(['d', 'a']);
});
