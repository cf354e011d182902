import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { regionTable } from './generate.ts';

it('makes the table that is committed, byte for byte', () => {
  expect(regionTable()).toBe(readFileSync(new URL('../../shared/src/region/data.ts', import.meta.url), 'utf8'));
});
