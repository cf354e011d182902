/**
 * Writes `src/styles/tokens.css` from the shared tokens: `node miniprogram/scripts/tokens-css.ts`. A test compares the file with what this
 * makes, so that a changed token cannot be forgotten here.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cssVariables, FONT_FAMILY, LIGHT, MONO_FAMILY, SHADOW, TYPE } from '@mingdan/shared/design/tokens';

/** Factor of the large-text setting. */
const LARGE = 1.2;

function block(selector: string, variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => `  ${name}: ${value};`);
  return `${selector} {\n${lines.join('\n')}\n}\n`;
}

function sizes(factor: number): Record<string, string> {
  return Object.fromEntries(Object.entries(TYPE).map(([name, px]) => [`--md-t-${name}`, `${Math.round(px * factor * 10) / 10}px`]));
}

/** The style sheet that every page starts from. */
export function tokensCss(): string {
  const base = { ...cssVariables(LIGHT), '--md-font': FONT_FAMILY, '--md-mono': MONO_FAMILY, '--md-shadow': SHADOW, ...sizes(1) };
  return `/* Made by scripts/tokens-css.ts from shared/src/design/tokens.ts. Do not edit. */\n${block('page,\n:root', base)}\n${block('.text-large', sizes(LARGE))}`;
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../src/styles/tokens.css'), tokensCss());
