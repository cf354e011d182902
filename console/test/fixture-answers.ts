/** The fixture server's answers by operation. */

import { ACT_ANSWERS } from './fixture-acts.ts';
import { CUSTOMER_ANSWERS } from './fixture-customers.ts';
import { DAY, id, NOW } from './fixture-data.ts';
import { DEFINITION_ANSWERS } from './fixture-definitions.ts';
import { DISPATCH_ANSWERS, DISPATCH_PERMISSIONS } from './fixture-dispatch.ts';
import { MONEY_ANSWERS } from './fixture-money.ts';
import { NOTICE_ANSWERS, NOTICE_PERMISSIONS } from './fixture-notices.ts';
import { ORDER_ANSWERS } from './fixture-orders.ts';
import type { Answer } from './fixture-paged.ts';
import { PEOPLE_ANSWERS } from './fixture-people.ts';

const PERMISSIONS = [
  ...DISPATCH_PERMISSIONS,
  ...NOTICE_PERMISSIONS,
  'auth:self',
  'orders:list',
  'orders:read',
  'orders:act',
  'orders:create',
  'orders:steer',
  'orders:export',
  'orders:export_plain',
  'orders:comment',
  'customers:read',
  'customers:write',
  'customers:note',
  'customers:reveal',
  'catalog:read',
  'books:read',
  'books:publish',
  'books:write',
  'catalog:write',
  'templates:write',
  'templates:read',
  'templates:publish',
  'people:read',
  'people:write',
  'settings:check',
  'offers:manage',
  'settlement:read',
  'ledger:read',
  'cash:read',
  'cash:record',
  'audit:read',
  'audit:verify',
  'deadletters:read',
  'deadletters:replay',
  'files:read',
];

export const ANSWERS: Readonly<Record<string, Answer>> = {
  ...ACT_ANSWERS,
  ...DEFINITION_ANSWERS,
  ...PEOPLE_ANSWERS,
  ...CUSTOMER_ANSWERS,
  ...MONEY_ANSWERS,
  ...ORDER_ANSWERS,
  ...DISPATCH_ANSWERS,
  ...NOTICE_ANSWERS,
  'auth.about': () => ({ demo: true }),
  'auth.me': () => ({
    kind: 'person',
    id: id(700),
    name: '林晓明',
    roles: ['admin', 'finance', 'dispatcher', 'auditor'],
    permissions: PERMISSIONS,
    money: ['charge', 'settle', 'earn', 'cost', 'profit'],
    scope: { regions: ['000000'], outletId: null, orderId: null },
    session: { kind: 'cookie', expiresAt: NOW + DAY },
    csrf: 'csrf-token',
    setupOpen: false,
    demo: true,
  }),
  'auth.logout': () => ({}),
  'auth.setup': () => ({}),
};
