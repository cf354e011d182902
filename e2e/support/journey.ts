import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { WatchedPage } from './browser.ts';
import { accessibilityFindings, overflowingAt } from './page-checks.ts';

/** Widths in px at which a phone's pages must not scroll sideways. */
const PHONE_WIDTHS = [320, 390];
/** How long anything on a page may take to appear on a busy machine. */
const PATIENCE_MS = 20_000;

/** Keeps the pages of a journey, so that it can end by asserting that none of them logged an error. */
export class Journey {
  readonly #watched: WatchedPage[] = [];

  /** The page, watched from now on and patient. */
  on(opened: WatchedPage): Page {
    this.#watched.push(opened);
    opened.page.setDefaultTimeout(PATIENCE_MS);
    return opened.page;
  }

  /** Nothing sticks out on a narrow and on a usual phone, and axe minds nothing serious. */
  async fits(page: Page, scope: Page | Frame): Promise<void> {
    expect(await overflowingAt(page, scope, PHONE_WIDTHS)).toEqual([]);
    expect(await accessibilityFindings(scope)).toEqual([]);
  }

  /** Errors in any page's console, uncaught exceptions, answers of 500 and above. */
  troubles(): readonly string[] {
    return this.#watched.flatMap(({ troubles }) => troubles());
  }
}
