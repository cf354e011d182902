import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionText, subjectText } from '../src/features/audit/words.ts';

const SERVER = join(import.meta.dirname, '../../server/src');
const SOURCES = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(SERVER, file), 'utf8'));
const found = (pattern: RegExp): string[] => [
  ...new Set(SOURCES.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1]!))),
];

test('every act that the server writes down has words', () => {
  const acts = found(/(?:\baction: |\baudit\(tx, )'([a-z_]+\.[a-z_]+)'/g);
  expect(acts.length).toBeGreaterThan(60);
  expect(acts.filter((act) => actionText(act) === null)).toEqual([]);
});

test('and so have those that are put together', () => {
  const endings: Readonly<Record<string, readonly string[]>> = {
    'dispatch.offer_${status}': ['accepted', 'refused', 'expired', 'withdrawn'],
    'orders.${input.event}': ['submit', 'claim', 'cancel', 'suspend', 'resume'],
    'orders.consent_${status}': ['agreed', 'declined', 'replaced'],
    'roster.leave_${state}': ['approved', 'refused'],
  };
  const drafts = ['opened', 'taken_over', 'discarded'];
  const written = found(/\baction: `([^`]+)`/g);
  expect(written.sort()).toEqual([...Object.keys(endings), ...drafts.map((end) => `\${capability}.draft_${end}`)].sort());
  const acts = [
    ...Object.entries(endings).flatMap(([act, ends]) => ends.map((end) => act.replace(/\$\{.*\}/, end))),
    ...['pricing', 'templates'].flatMap((capability) => drafts.map((end) => `${capability}.draft_${end}`)),
  ];
  expect(acts.filter((act) => actionText(act) === null)).toEqual([]);
});

test('every type of thing that an act is about has a word', () => {
  const types = [...found(/\bsubject: \{ type: '([a-z_]+)'/g), 'book_draft', 'template_draft'];
  expect(types.filter((type) => subjectText(type) === type)).toEqual([]);
});
