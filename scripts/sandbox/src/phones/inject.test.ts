import { describe, expect, it } from 'vitest';
import { cookiesToPhone, cookiesToServer } from './cookies.ts';
import { allowFrames, allowScript, injectBridge } from './inject.ts';

const SCRIPT = 'window.client = 1;';
const BRIDGE = `<script>${SCRIPT}</script>`;
/** Of `SCRIPT`: `printf %s 'window.client = 1;' | openssl dgst -sha256 -binary | base64`. */
const HASH = "'sha256-YpSbS9W6RC8rgbAhI/8xUnMuhubE64A8F1QdcV18nTA='";

describe('the bridge', () => {
  it.each([
    ['<!doctype html><html><head><script src="a.js"></script></head></html>', `<head>${BRIDGE}<script src="a.js">`],
    ['<HTML lang="zh"><HEAD data-x="1"><meta></HEAD></HTML>', `<HEAD data-x="1">${BRIDGE}<meta>`],
    ['<html><header></header><script>1</script></html>', `<html>${BRIDGE}<header>`],
    ['<!DOCTYPE html><p>x</p>', `<!DOCTYPE html>${BRIDGE}<p>`],
    ['<p>x</p>', `${BRIDGE}<p>`],
  ])('goes before everything that runs: %s', (html, expected) => {
    expect(injectBridge(html, SCRIPT)).toContain(expected);
    expect(injectBridge(html, SCRIPT).split(BRIDGE)).toHaveLength(2);
  });
});

describe('the page policy', () => {
  it('loses frame-ancestors and keeps the rest', () => {
    expect(allowFrames("default-src 'self'; frame-ancestors 'none'; img-src data:")).toBe("default-src 'self'; img-src data:");
  });

  it.each([
    ["default-src 'self'; script-src 'nonce-abc'; img-src data:", `default-src 'self'; img-src data:; script-src 'nonce-abc' ${HASH}`],
    ["default-src 'self'", `default-src 'self'; script-src 'self' ${HASH}`],
    ["script-src 'none'", `script-src ${HASH}`],
    // a hash beside it would take the permission of every other script away
    ["script-src 'unsafe-inline'", "script-src 'unsafe-inline'"],
    ["img-src 'self'", "img-src 'self'"],
  ])('lets the client’s own script run: %s', (before, after) => {
    expect(allowScript(before, SCRIPT)).toBe(after);
  });
});

describe('cookies', () => {
  it('of one phone are its own: neither the console nor another phone is seen', () => {
    const [kept = ''] = cookiesToPhone(['session=abc; Path=/; HttpOnly'], 'staff');
    expect(kept).toBe('phone-staff.session=abc; Path=/; HttpOnly');
    const browser = `session=console; ${kept.split(';')[0]}; phone-customer.session=other`;
    expect(cookiesToServer(browser, 'staff')).toBe('session=abc');
    expect(cookiesToServer(browser, 'installer')).toBeUndefined();
  });
});
