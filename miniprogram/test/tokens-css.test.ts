import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tokensCss } from '../scripts/tokens-css.ts';

it('the style sheet holds the tokens as they are now (else run scripts/tokens-css.ts)', () => {
  const plain = (css: string) => css.toLowerCase().replace(/\s+/g, ' ').replace(/'/g, '"').trim();
  expect(plain(readFileSync(join(import.meta.dirname, '../src/styles/tokens.css'), 'utf8'))).toBe(plain(tokensCss()));
});
