import { expect, test } from 'vitest';
import { type Cancelling, cancelConsequences } from './cancel-consequences.ts';

const NOTHING = { fee: 0, billed: 0, waived: 0, collected: 0 };
const BY_HAND = 'info 客户收不到自动通知：取消后请把卡片发到聊天里，客户才看得到取消原因';
const told = (over: Partial<Cancelling>) =>
  cancelConsequences({ holder: null, begun: false, isKnownToWechat: false, money: NOTHING, ...over }).map(
    ({ level, text }) => `${level} ${text}`,
  );

test('before anybody has it: nothing', () =>
  expect(told({})).toEqual(['info 还没有师傅接单，取消后停止派单', 'info 现在取消不收费', BY_HAND]));

test('with an installer, shortly before his hours: the fee, before it is pressed', () =>
  expect(told({ holder: '李建国', money: { ...NOTHING, fee: 5_000 } })).toEqual([
    'warn 李建国已接单，取消后不用上门',
    'warn 现在取消，客户要付上门费 ¥50.00',
    'info 李建国会收到通知和取消原因',
    BY_HAND,
  ]));

test('while he is there, after a visit that was billed, with money taken', () =>
  expect(told({ holder: '李建国', begun: true, money: { fee: 5_000, billed: 8_000, waived: 1_000, collected: 20_000 } })).toEqual([
    'warn 李建国已到现场，正在服务',
    'warn 现在取消，客户要付上门费 ¥50.00',
    'info 此前上门的账单仍要付，共 ¥70.00',
    'warn 已收的款要退回 ¥80.00',
    'info 李建国会收到通知和取消原因',
    BY_HAND,
  ]));

test('whoever sees no charge reads none', () =>
  expect(told({ holder: '李建国', money: null })).toEqual([
    'warn 李建国已接单，取消后不用上门',
    'info 李建国会收到通知和取消原因',
    BY_HAND,
  ]));

test('a customer whom WeChat knows may hear it from there, or not', () =>
  expect(told({ isKnownToWechat: true }).at(-1)).toBe('info 客户订阅过微信通知的会自动收到；没有订阅的，取消后请把卡片发到聊天里'));
