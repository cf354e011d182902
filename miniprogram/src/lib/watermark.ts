/** Watermark 水印 of a site picture: time, place, order number, who. Where its words go is decided here; a canvas only draws it. */
import { metresBetween, metresText } from '@mingdan/shared/kernel/metres';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatTime } from '@mingdan/shared/messages/format';
import { t } from '../messages/common.ts';
import type { Position } from './locate.ts';

/** What is written into a picture. */
export interface Stamp {
  /** Order number for people. */
  readonly number: string;
  /** Who took it. */
  readonly who: string;
  /** The order's address, short. */
  readonly place: string;
  /** Where the site is, when known; to say how far away the picture was taken. */
  readonly site: { readonly lat: number; readonly lng: number } | null;
}

/** One row of words: its baseline's left end, in px of the picture. */
export interface StampRow {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The band with the words in it, px of the picture. */
export interface StampLayout {
  readonly fontPx: number;
  readonly band: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly rows: readonly StampRow[];
}

/** Rows at most; what is longer ends in an ellipsis, for the picture matters more. */
const MOST_ROWS = 7;

/** What the watermark says. `position` is where the phone was; null where it did not tell, and then the picture says so. */
export function stampWords(stamp: Stamp, takenAt: number, position: Position | null): readonly string[] {
  const seconds = String(Math.floor(takenAt / 1000) % 60).padStart(2, '0');
  const away = position && stamp.site ? metresBetween(position, stamp.site) : null;
  const spot = position
    ? t('stamp.position', { lat: position.lat.toFixed(5), lng: position.lng.toFixed(5), accuracy: position.accuracy })
    : t('stamp.noPosition');
  const far = away === null ? '' : t('stamp.away', { distance: metresText(away) });
  return [
    `${businessDay(epochMs(takenAt))} ${formatTime(takenAt)}:${seconds}`,
    stamp.place,
    spot + far,
    `${stamp.number} · ${stamp.who}`,
  ].filter((words) => words !== '');
}

function wrap(words: string, most: number, widthOf: (text: string) => number): string[] {
  const rows: string[] = [];
  let row = '';
  // by characters: Chinese breaks anywhere, and a long number must not run out of the picture
  for (const character of words) {
    if (row !== '' && widthOf(row + character) > most) {
      rows.push(row);
      row = '';
    }
    row += character;
  }
  return row === '' ? rows : [...rows, row];
}

/**
 * Places words in a band along the picture's lower edge.
 *
 * @param measure width in px of a text at a size in px
 */
export function layoutStamp(
  width: number,
  height: number,
  words: readonly string[],
  measure: (text: string, fontPx: number) => number,
): StampLayout {
  const fontPx = Math.max(9, Math.round(Math.min(width, height) / 30));
  const pad = Math.round(fontPx * 0.6);
  const rowHeight = Math.round(fontPx * 1.4);
  const fits = Math.max(1, Math.min(MOST_ROWS, Math.floor((height - 2 * pad) / rowHeight)));
  const all = words.flatMap((text) => wrap(text, width - 2 * pad, (part) => measure(part, fontPx)));
  const kept = all.length <= fits ? all : [...all.slice(0, fits - 1), `${[...(all[fits - 1] ?? '')].slice(0, -1).join('')}…`];
  const bandHeight = Math.min(height, kept.length * rowHeight + 2 * pad);
  const top = height - bandHeight;
  return {
    fontPx,
    band: { x: 0, y: top, width, height: bandHeight },
    rows: kept.map((text, index) => ({ text, x: pad, y: top + pad + index * rowHeight + fontPx })),
  };
}

/** Draws the watermark onto a picture that already lies on the canvas. */
export function drawStamp(ink: CanvasRenderingContext2D, width: number, height: number, words: readonly string[]): void {
  const font = (px: number) => `${px}px "PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif`;
  const { fontPx, band, rows } = layoutStamp(width, height, words, (text, px) => {
    ink.font = font(px);
    return ink.measureText(text).width;
  });
  ink.fillStyle = 'rgba(0, 0, 0, 0.45)';
  ink.fillRect(band.x, band.y, band.width, band.height);
  ink.font = font(fontPx);
  ink.fillStyle = '#FFFFFF';
  ink.textBaseline = 'alphabetic';
  for (const { text, x, y } of rows) ink.fillText(text, x, y);
}
