import { expect, test } from 'vitest';
import { navFor } from './nav.ts';

const labels = (permissions: string[]) =>
  navFor({ permissions }).map((group) => `${group.label}: ${group.items.map((item) => item.label).join(' ')}`);

test('without permissions there is only the workbench, and no empty group', () => {
  expect(labels([])).toEqual(['日常: 工作台']);
});

test('each page appears with its permission', () => {
  expect(labels(['orders:list', 'ledger:read', 'settlement:read', 'audit:read'])).toEqual([
    '日常: 工作台 工单',
    '价格与结算: 结算',
    '设置: 审计',
  ]);
});
