import { expect, test } from 'vitest';
import { adviceText, foundText } from './advice.ts';

const check = { key: 'callback', state: 'warn', reason: 'never_called', found: null, errcode: null } as const;

test('the address to enter stands in the advice', () => {
  expect(adviceText(check, 'https://m.example.com/wecom/callback')).toContain('https://m.example.com/wecom/callback');
});

test('what passed needs no advice; what was left out says why', () => {
  expect(adviceText({ ...check, state: 'ok', reason: 'fine' }, 'x')).toBeNull();
  expect(adviceText({ ...check, key: 'members', state: 'skipped', reason: 'after_token' }, 'x')).toContain('凭证');
  expect(adviceText({ ...check, key: 'members', state: 'skipped', reason: 'not_configured' }, 'x')).toContain('接入企业微信');
});

test('instants and counts are words', () => {
  expect(foundText({ ...check, found: String(Date.parse('2026-11-22T06:30:00Z')) })).toBe('最近一次回调：11月22日 周日 14:30');
  expect(foundText({ ...check, key: 'members', found: '14' })).toBe('看得到 14 个部门');
  expect(foundText(check)).toBeNull();
});
