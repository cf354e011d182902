import { describe, expect, it } from 'vitest';
import { cookiesToPhone, cookiesToServer } from './cookies.ts';
import { injectBridge, loosenPolicy } from './inject.ts';

const BRIDGE = '<script src="/__phone/bridge.js"></script>';

describe('the bridge', () => {
  it.each([
    ['<!doctype html><html><head><script src="a.js"></script></head></html>', `<head>${BRIDGE}<script src="a.js">`],
    ['<HTML lang="zh"><HEAD data-x="1"><meta></HEAD></HTML>', `<HEAD data-x="1">${BRIDGE}<meta>`],
    ['<html><header></header><script>1</script></html>', `<html>${BRIDGE}<header>`],
    ['<!DOCTYPE html><p>x</p>', `<!DOCTYPE html>${BRIDGE}<p>`],
    ['<p>x</p>', `${BRIDGE}<p>`],
  ])('goes before everything that runs: %s', (html, expected) => {
    expect(injectBridge(html)).toContain(expected);
    expect(injectBridge(html).split(BRIDGE)).toHaveLength(2);
  });
});

describe('the page policy', () => {
  it('loses frame-ancestors, lets its own origin run scripts, and keeps the rest', () => {
    expect(loosenPolicy("default-src 'self'; script-src 'nonce-abc'; frame-ancestors 'none'; img-src data:")).toBe(
      "default-src 'self'; script-src 'nonce-abc' 'self'; img-src data:",
    );
    expect(loosenPolicy("script-src 'none'")).toBe("script-src 'self'");
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
