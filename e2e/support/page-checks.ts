import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core answers, as far as a finding is told. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Waits until nothing fades or slides any more: half faded in, text has less contrast than what a reader gets to see. What runs for ever (a spinner) is not waited for. */
async function atRest(scope: Page | Frame): Promise<void> {
  await scope.evaluate(async () => {
    const ends = () => document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? Infinity));
    // a dialog that fades in by a class of the next frame has no transition yet
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    while (ends().some(({ playState }) => playState === 'running')) await Promise.allSettled(ends().map(({ finished }) => finished));
  });
}

/** What keeps people from using a page. */
const SERIOUS: readonly string[] = ['serious', 'critical'];
/** Good practice besides: headings in order, everything inside of a landmark. */
export const ANY_IMPACT: readonly string[] = ['minor', 'moderate', ...SERIOUS];

/**
 * axe-core's findings on what the page or frame shows once it has come to rest, one line each: the serious and critical ones, or those of `impacts`. axe stays
 * in the document: asked again, at another width, it does not read the style sheets anew, which say the same of the orientation.
 */
export async function accessibilityFindings(scope: Page | Frame, impacts = SERIOUS): Promise<readonly string[]> {
  const isAgain = await scope.evaluate(() => 'axe' in window);
  if (!isAgain) await scope.evaluate(AXE);
  await atRest(scope);
  const violations = await scope.evaluate(async (preload) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run({ resultTypes: ['violations'], preload })).violations;
  }, !isAgain);
  return violations
    .filter(({ impact }) => impact !== null && impacts.includes(impact))
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${impact} ${id}: ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ')}`),
    );
}

/**
 * Elements that stick out on the right of the page or frame, which would then scroll sideways, and dialogs and sheets that scroll sideways
 * themselves. What scrolls sideways by design is left out: in a dialog it has a name of its own.
 */
export function overflowing(scope: Page | Frame): Promise<readonly string[]> {
  return scope.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const within = (element: Element, end: Element): boolean => {
      for (let each = element.parentElement; each && each !== end; each = each.parentElement) {
        const { overflowX } = getComputedStyle(each);
        if (overflowX !== 'visible' && each.getBoundingClientRect().right <= width + 1) return true;
      }
      return false;
    };
    const seen = [...document.body.querySelectorAll('*')].filter((element) => {
      const { right, width: own, height } = element.getBoundingClientRect();
      return own > 0 && height > 0 && right > width + 1 && element.checkVisibility();
    });
    const nameOf = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    const out = seen
      .filter((element) => !within(element, document.documentElement) && !element.closest('.sr-only'))
      .map((element) => `${nameOf(element)} ends at ${Math.round(element.getBoundingClientRect().right)} of ${width}`);
    const dialogs = [...document.querySelectorAll('[role="dialog"], dialog[open]')];
    const sideways = dialogs
      .flatMap((dialog) => [dialog, ...[...dialog.querySelectorAll('*')].filter((element) => !element.hasAttribute('aria-label'))])
      .filter((element) => {
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
        return scrolls && element.scrollWidth > element.clientWidth + 1 && element.checkVisibility();
      })
      .map((element) => `${nameOf(element)} scrolls sideways over ${element.scrollWidth} of ${element.clientWidth}`);
    return [...out, ...sideways].slice(0, 5);
  });
}

/**
 * The same at several widths of the window, one after the other; the size from before is put back.
 *
 * @param also further findings at each width, which is laid out once for all of them
 */
export async function overflowingAt(
  page: Page,
  scope: Page | Frame,
  widths: readonly number[],
  also: (width: number) => Promise<readonly string[]> = async () => [],
): Promise<readonly string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: before?.height ?? 900 });
    // laid out anew before it is measured
    await scope.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    found.push(...[...(await overflowing(scope)), ...(await also(width))].map((line) => `${width} px: ${line}`));
  }
  if (before) await page.setViewportSize(before);
  return found;
}
