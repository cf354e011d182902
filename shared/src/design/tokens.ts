/**
 * The one source of the product's look. The console's theme, the phone's style sheet and the charts are made from these values,
 * so that the same thing has the same colour, size and pace everywhere.
 */

/** Text and fill of a state. `text` has contrast AA on surface, page and `fill`; a word or a shape always stands beside the colour. */
export interface Tone {
  readonly text: string;
  readonly fill: string;
}

/** Every colour of one theme, as `#RRGGBB`. */
export interface Palette {
  /** 青: actions, links, what is selected. Never for money. */
  readonly primary: string;
  /** Pressed or hovered primary. */
  readonly primaryStrong: string;
  /** Background of what is selected. */
  readonly primaryFill: string;
  /** Text on a primary fill. */
  readonly onPrimary: string;
  /** Text; also the colour of money. */
  readonly ink: string;
  readonly inkSecondary: string;
  readonly inkHint: string;
  /** Cards and bars. */
  readonly surface: string;
  /** What cards lie on. */
  readonly page: string;
  /** Hairlines and borders. */
  readonly line: string;
  /** Skeletons, tracks, disabled fills. */
  readonly sunken: string;
  /** Behind a sheet or dialog; with alpha. */
  readonly veil: string;
  /** Done, earnings that went up. */
  readonly good: Tone;
  /** Under way, somebody else's turn. */
  readonly waiting: Tone;
  /** Failed, deductions. */
  readonly bad: Tone;
  /** 异常: anomalies only. Nothing else on any screen is orange. */
  readonly anomaly: Tone & { readonly bar: string };
  /** Lines and bars of charts: each of the five figures keeps its colour on every screen. */
  readonly figures: {
    readonly charge: string;
    readonly settle: string;
    readonly earn: string;
    readonly cost: string;
    readonly profit: string;
  };
}

export const LIGHT: Palette = {
  primary: '#0F766E',
  primaryStrong: '#0B5C56',
  primaryFill: '#E3F2F0',
  onPrimary: '#FFFFFF',
  ink: '#14211F',
  inkSecondary: '#5B6B68',
  inkHint: '#63726E',
  surface: '#FFFFFF',
  page: '#F5F7F6',
  line: '#E3E9E7',
  sunken: '#EBEFEE',
  veil: 'rgba(20, 33, 31, 0.48)',
  good: { text: '#15803D', fill: '#EAF6EE' },
  waiting: { text: '#1D4ED8', fill: '#EAF0FE' },
  bad: { text: '#B91C1C', fill: '#FDECEC' },
  anomaly: { text: '#C2410C', fill: '#FFEDD5', bar: '#F97316' },
  figures: { charge: '#0F766E', settle: '#1D4ED8', earn: '#15803D', cost: '#5B6B68', profit: '#6D28D9' },
};

export const DARK: Palette = {
  primary: '#2DD4BF',
  primaryStrong: '#5EEAD4',
  primaryFill: '#12332F',
  onPrimary: '#06231F',
  ink: '#E6EFED',
  inkSecondary: '#A3B5B1',
  inkHint: '#8A9C98',
  surface: '#16201E',
  page: '#0E1614',
  line: '#2A3735',
  sunken: '#1F2B29',
  veil: 'rgba(0, 0, 0, 0.6)',
  good: { text: '#4ADE80', fill: '#12301C' },
  waiting: { text: '#93C5FD', fill: '#15263F' },
  bad: { text: '#FCA5A5', fill: '#3A1A1A' },
  anomaly: { text: '#FDBA74', fill: '#3B2314', bar: '#F97316' },
  figures: { charge: '#2DD4BF', settle: '#93C5FD', earn: '#4ADE80', cost: '#A3B5B1', profit: '#C4B5FD' },
};

export const FONT_FAMILY = '"PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif';
/** For order numbers and hashes. */
export const MONO_FAMILY = 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace';

/** Type sizes in px at the normal text setting. */
export const TYPE = { tiny: 12, small: 13, body: 14, lead: 16, title: 20, figure: 28, hero: 40 } as const;
export const WEIGHT = { normal: 400, medium: 500, strong: 600 } as const;

/** All gaps are multiples of 4 px. */
export const SPACE = { x1: 4, x2: 8, x3: 12, x4: 16, x5: 20, x6: 24, x8: 32, x10: 40, x12: 48 } as const;
export const RADIUS = { control: 8, card: 12, pill: 999 } as const;
/** The only shadow. */
export const SHADOW = '0 1px 2px rgba(20, 33, 31, 0.06), 0 4px 16px rgba(20, 33, 31, 0.06)';
/** Milliseconds; nothing moves for longer, and nothing at all where reduced motion is asked for. */
export const MOTION = { quick: 100, normal: 160 } as const;
/** Smallest side in px of anything that is touched on a phone. */
export const TOUCH_TARGET = 48;

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function flatten(prefix: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) => flatten(`${prefix}-${kebab(name)}`, inner));
}

/** The palette as CSS custom properties: `--md-primary`, `--md-ink-hint`, `--md-good-text`, … */
export function cssVariables(palette: Palette): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(palette).flatMap(([name, value]) => flatten(`--md-${kebab(name)}`, value)));
}
