import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANY_IMPACT, accessibilityFindings, overflowingAt } from '../../e2e/support/page-checks.ts';
import { onConsole } from './console-stage.ts';
import { type ShotPage, walkShots } from './open-shot.ts';
import type { Shot } from './shot-list.ts';

/** Widths in px, in the order in which a page is made narrower: a usual and a small desktop, a usual phone, the narrowest. */
const WIDTHS = [1440, 1024, 390, 320];
/** axe sees a page as it is laid out for a desktop and for a phone. */
const AXE_WIDTHS: readonly number[] = [1440, 390];
const PHONE = 390;

/** One test for each shot: nothing logged, nothing wider than the window, nothing that axe minds. */
export function judgeShots(title: string, list: readonly Shot[]): void {
  onConsole(title, (stage) => {
    let shots: ShotPage;

    beforeAll(async () => {
      shots = await walkShots(await stage.blank(), stage.server);
    });
    afterAll(async () => {
      await shots?.page.close();
    });

    test.each(list.map((shot) => [shot.name, shot] as const))(
      '%s: nothing logged, nothing sticks out, nothing that axe minds',
      async (_, shot) => {
        const { page } = shots;
        const exists = (width: number) => !shot.phoneOnly || width <= PHONE;
        await page.setViewportSize({ width: shot.phoneOnly ? PHONE : 1440, height: 900 });
        await shots.open(shot);
        const problems = await overflowingAt(page, page, WIDTHS.filter(exists), async (width) =>
          AXE_WIDTHS.includes(width) ? accessibilityFindings(page, ANY_IMPACT) : [],
        );
        expect([...problems, ...shots.troubles()]).toEqual([]);
      },
    );
  });
}
