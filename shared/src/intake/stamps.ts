import { type Span, trimmed } from './fold.ts';

/** A line of a copied chat that says who wrote when: 张三 2026/11/22 10:20:31. Its figures are no wishes. */
export interface Stamp {
  readonly span: Span;
  readonly sender: Span | null;
}

const DATE = '(?:\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?|\\d{1,2}月\\d{1,2}日|\\d{1,2}[-/]\\d{1,2}|昨天|今天|星期.|周.)';
const CLOCK = '(?:上午|下午|凌晨|早上|晚上|中午)?\\s?\\d{1,2}:\\d{2}(?::\\d{2})?';
const HEAD = new RegExp(`^(.{0,24}?)\\s*\\[?(?:${DATE}\\s{1,2}${CLOCK}|\\d{1,2}:\\d{2}:\\d{2})\\]?\\s*:?$`);

/** The lines that are stamps. */
export function stampsOf(text: string): readonly Stamp[] {
  const stamps: Stamp[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const head = line.length <= 60 ? HEAD.exec(line.trim()) : null;
    if (head) {
      const lead = line.length - line.trimStart().length;
      const sender = trimmed(text, { start: start + lead, end: start + lead + head[1]!.length });
      const isName = sender.end > sender.start && !/\d{4,}/.test(head[1]!) && !/^(?:明|后|大后|下|这|本)/.test(head[1]!);
      // 明天上午 10:30 alone on a line is a wish
      const isLast = start + line.length >= text.trimEnd().length;
      if ((head[1]!.trim() === '' && !isLast) || isName)
        stamps.push({ span: { start, end: start + line.length }, sender: isName ? sender : null });
    }
    start += line.length + 1;
  }
  return stamps;
}
