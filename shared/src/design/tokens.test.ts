import { describe, expect, it } from 'vitest';
import { cssVariables, DARK, LIGHT, type Palette } from './tokens.ts';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function textPairs(palette: Palette): [string, string, string][] {
  const texts = { ink: palette.ink, secondary: palette.inkSecondary, hint: palette.inkHint, primary: palette.primary };
  const tones = { good: palette.good, waiting: palette.waiting, bad: palette.bad, anomaly: palette.anomaly };
  const plain = Object.entries(texts).flatMap(([name, text]): [string, string, string][] => [
    [`${name} on surface`, text, palette.surface],
    [`${name} on page`, text, palette.page],
  ]);
  const toned = Object.entries(tones).flatMap(([name, tone]): [string, string, string][] => [
    [`${name} on surface`, tone.text, palette.surface],
    [`${name} on page`, tone.text, palette.page],
    [`${name} on its fill`, tone.text, tone.fill],
  ]);
  const figures = Object.entries(palette.figures).map(([name, text]): [string, string, string] => [
    `${name}'s line`,
    text,
    palette.surface,
  ]);
  return [
    ...plain,
    ...toned,
    ...figures,
    ['text on primary', palette.onPrimary, palette.primary],
    ['primary on its fill', palette.primary, palette.primaryFill],
  ];
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('the %s palette', (_, palette) => {
  it.each(textPairs(palette))('%s is readable (AA, 4.5 : 1)', (_name, text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('cssVariables', () => {
  it('names nested values by their path', () => {
    const variables = cssVariables(LIGHT);
    expect(variables['--md-primary']).toBe('#0F766E');
    expect(variables['--md-good-text']).toBe('#15803D');
    expect(variables['--md-ink-hint']).toBe('#63726E');
  });

  it('gives both themes the same names', () => {
    expect(Object.keys(cssVariables(DARK))).toEqual(Object.keys(cssVariables(LIGHT)));
  });
});
