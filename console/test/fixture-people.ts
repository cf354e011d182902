/** Answers about people, outlets and the running of the system: self-check, dead letters, audit. */
import { HASH, HOUR, id, MINUTE, NOW, summary } from './fixture-data.ts';
import { type Answer, paged } from './fixture-paged.ts';

const PEOPLE = ['林工', '陈会计', '周客服', '张师傅', '李师傅', '王大力', '赵铁柱', '何店长'];

const ROLES = ['admin', 'finance', 'staff', 'installer', 'installer', 'installer', 'installer', 'outlet_manager'] as const;

const person = (n: number) => ({
  id: id(700 + n),
  userid: ['linGong', 'chenKj', 'zhouKf', 'zhang', 'li', 'wang.dali', 'zhao_tz', 'heDz'][n]!,
  name: PEOPLE[n]!,
  phoneMasked: n === 0 ? null : `138****00${String(n).padStart(2, '0')}`,
  roles: n === 2 ? (['staff', 'dispatcher'] as const) : [ROLES[n]!],
  outletId: n > 2 ? id(650) : null,
  outletName: n > 2 ? '朝阳一店' : null,
  regions: n === 0 || n === 1 ? ['000000'] : n === 2 ? ['110000', '120000'] : ['110105'],
  active: n !== 6,
  version: 2,
});

const outlet = (n: number, code: string, name: string, region: string, cooperation: string, people: number, active = true) => ({
  id: id(800 + n),
  code,
  name,
  region,
  cooperation,
  active,
  people,
  version: 1,
});

const OUTLETS = [
  outlet(1, 'BJ-CY', '朝阳一店', '110105', 'own', 6),
  outlet(2, 'SH-PD', '浦东加盟店', '310115', 'franchise', 12),
  outlet(3, 'XJ-BY', '巴音郭楞蒙古自治州和静县及周边合作服务商（名称特别长的一家）', '652827', 'partner', 1),
  outlet(4, 'GD-OLD', '天河旧店', '440106', 'own', 0, false),
];

const selfCheck = (key: string, state: string, reason: string, found: string | null = null, errcode: number | null = null) => ({
  key,
  state,
  reason,
  found,
  errcode,
});

const CHECKS = [
  selfCheck('app', 'ok', 'fine', 'ww0123456789abcdef · 1000002'),
  selfCheck('publicUrl', 'warn', 'not_https', 'http://service.example.com'),
  selfCheck('token', 'ok', 'fine'),
  selfCheck('callback', 'warn', 'never_called'),
  selfCheck('members', 'ok', 'fine', '14'),
  selfCheck('contacts', 'fail', 'refused', null, 48002),
  selfCheck('corpTicket', 'ok', 'fine'),
  selfCheck('agentTicket', 'fail', 'no_answer'),
  selfCheck('miniProgram', 'skipped', 'not_configured'),
];

const audit = (n: number) => ({
  id: id(4000 - n),
  seq: n < 2 ? null : 1284 - n,
  hash: n < 2 ? null : HASH.slice(n % 10) + HASH.slice(0, n % 10),
  at: NOW - n * 4 * MINUTE,
  actor: ['周客服', '张师傅', '系统', '林工'][n % 4]!,
  actorKind: n % 4 === 2 ? 'system' : 'person',
  action: ['orders.created', 'orders.acted', 'settlement.posted', 'people.saved'][n % 4]!,
  subjectType: n % 4 === 3 ? 'person' : 'order',
  subjectId: id(n),
  subjectName: n % 4 === 3 ? '林工' : n % 4 === 0 ? summary(n).number : null,
  requestId: id(5000 + n),
  before: n % 4 === 0 ? null : { state: 'open', phase: 'working', roles: ['staff'], charge: 85490 },
  after: {
    state: n % 4 === 1 ? 'done' : 'open',
    phase: 'closed',
    roles: ['staff', 'dispatcher'],
    charge: 85490,
    lines: [{ item: 'BRACKET', quantity: '1' }],
  },
  reason: n % 4 === 3 ? '兼任调度' : null,
});

export const PEOPLE_ANSWERS: Readonly<Record<string, Answer>> = {
  'people.list': (input) =>
    paged(
      input,
      PEOPLE.length,
      person,
      (row) =>
        (input['role'] === undefined || row.roles.some((role) => role === input['role'])) &&
        (input['active'] === undefined || String(row.active) === input['active']),
    ),
  'people.save': () => person(3),
  'outlets.list': () => ({ items: OUTLETS }),
  'outlets.save': () => OUTLETS[0],
  'wecom.selfCheck': () => ({ checkedAt: NOW - MINUTE, checks: CHECKS }),
  'deadLetters.list': (input) =>
    paged(input, 3, (n) => ({
      id: id(6000 + n),
      job: ['notifications.send-card', 'settlement.post-completion', 'wecom.update-card'][n]!,
      attempts: 8,
      reason: ['企业微信返回 60111：成员不存在', '客户端超时：https 请求 20 秒没有答复', '卡片已失效，不能更新'][n]!,
      deadAt: NOW - (n + 1) * HOUR,
      replayedAt: n === 2 ? NOW - 20 * MINUTE : null,
    })),
  'deadLetters.replay': () => ({ replayed: true }),
  'audit.list': (input) =>
    paged(
      input,
      50,
      audit,
      (row) =>
        (input['action'] === undefined || row.action === input['action']) &&
        (input['subjectType'] === undefined || row.subjectType === input['subjectType']),
    ),
  'audit.verify': () => ({ ok: true, rows: 1282, unsealed: 2, head: HASH, problem: null }),
};
