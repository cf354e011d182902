import { readdirSync } from 'node:fs';
import { CONTRACT_MODULES, CONTRACTS } from '@mingdan/shared/contracts/all';
import type { Contract } from '@mingdan/shared/contracts/define';
import { ROLES } from '@mingdan/shared/contracts/roles';
import { refuse } from '@mingdan/shared/kernel/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visibleMoney } from '../../src/identity/money.ts';
import { allows, isPermission, POLICY, type Relation, reachOf } from '../../src/identity/policy.ts';
import { coversRegion, regionPrefix, standing } from '../../src/identity/standing.ts';
import type { Actor, Role } from '../../src/platform/actor.ts';
import type { RouteBinding } from '../../src/platform/http/route.ts';
import { newId } from '../../src/platform/ids.ts';
import { actorWith, rawRequest, type Started, startServer } from '../http/support.ts';
import { EXPECTED, EXPECTED_MONEY } from './expectations.ts';

const SESSION_ROLES = ROLES.filter((role) => role !== 'system');

/** Somebody with just this role; a customer has no other form. */
function actorOf(role: Role | 'none'): Actor {
  if (role === 'none') return actorWith([]);
  return actorWith([role], role === 'customer' ? { kind: 'customer', scope: { regions: [], outletId: null, orderId: newId() } } : {});
}

function expectedFor(contract: Contract, role: Role | 'none'): Relation | undefined {
  const expected = EXPECTED[contract.meta.name];
  if (expected === undefined) throw new Error(`${contract.meta.name} is not in expectations.ts`);
  if (expected === 'public' || expected === 'everyone') return 'own';
  return role === 'none' ? undefined : expected[role];
}

describe('the tables', () => {
  test('every contract is expected, and nothing else is', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(CONTRACTS.map(({ meta }) => meta.name).sort());
  });

  test('every module of contracts is in the list of all', () => {
    const files = readdirSync(new URL('../../../shared/src/contracts', import.meta.url)).filter((file) => file.endsWith('.meta.ts'));
    expect([...CONTRACT_MODULES].sort()).toEqual(files.map((file) => file.replace('.meta.ts', '')).sort());
  });

  test('every contract names a permission of the policy, or is public where that is expected', () => {
    for (const { meta } of CONTRACTS) {
      expect([meta.name, meta.permission === 'public']).toEqual([meta.name, EXPECTED[meta.name] === 'public']);
      if (meta.permission !== 'public') expect([meta.name, isPermission(meta.permission)]).toEqual([meta.name, true]);
    }
  });

  test('the system has no permission by the table: it never comes through a route', () => {
    for (const permission of Object.keys(POLICY))
      expect(allows({ kind: 'system', roles: ['system'] }, permission as keyof typeof POLICY)).toBe(false);
  });

  test('routes × roles: the policy reaches as far as expected, no further', () => {
    const differences: string[] = [];
    for (const contract of CONTRACTS) {
      const { name, permission } = contract.meta;
      if (!isPermission(permission)) continue;
      for (const role of [...SESSION_ROLES, 'none'] as const) {
        const reach = reachOf(actorOf(role), permission);
        const expected = expectedFor(contract, role);
        const wanted = expected === undefined ? [] : [expected];
        if (reach.join() !== wanted.join())
          differences.push(`${name} × ${role}: policy ${reach.join() || 'nothing'}, expected ${wanted.join() || 'nothing'}`);
      }
    }
    expect(differences).toEqual([]);
  });
});

describe('routes × roles over HTTP', () => {
  let web: Started;
  const asked: string[] = [];

  beforeAll(async () => {
    // stubs: what is measured is who gets through to the handler or to the check of the input
    const routes = CONTRACTS.map(
      (contract): RouteBinding => ({
        contract,
        handler: async () => {
          asked.push(contract.meta.name);
          return refuse('request.not_found');
        },
      }),
    );
    web = await startServer(routes, {
      policy: { knows: isPermission, allows: (actor, permission) => isPermission(permission) && allows(actor, permission) },
      config: {
        host: '127.0.0.1',
        port: 0,
        publicUrl: null,
        h5Origins: [],
        trustedProxyHops: 0,
        metricsToken: null,
        rateLimitPerMinute: 9_999_999,
      },
    });
  });
  afterAll(() => web.stop());

  const call = ({ meta }: Contract, headers: Record<string, string>) => {
    const path = `/api${meta.path.replace(/:[A-Za-z0-9]+/g, () => newId())}`;
    const type = meta.body === 'octets' ? 'application/octet-stream' : 'application/json';
    return rawRequest(web.port, {
      method: meta.method,
      path,
      headers: { 'content-type': type, 'idempotency-key': newId(), ...headers },
      ...(meta.method === 'GET' || meta.method === 'DELETE' ? {} : { body: '{}' }),
    });
  };

  test.each(CONTRACTS.map((contract) => [contract.meta.name, contract] as const))('%s', async (_, contract) => {
    const isPublic = contract.meta.permission === 'public';
    expect((await call(contract, {})).status === 401).toBe(!isPublic);
    for (const role of [...SESSION_ROLES, 'none'] as const) {
      const token = web.sessions.open(actorOf(role), 'bearer');
      const { status } = await call(contract, { authorization: `Bearer ${token}` });
      const letIn = expectedFor(contract, role) !== undefined;
      // let in: the input is looked at (422) or the stub answers (404)
      expect([contract.meta.name, role, [404, 422].includes(status), status === 403]).toEqual([contract.meta.name, role, letIn, !letIn]);
    }
  });
});

describe('money', () => {
  test('roles × standing × figures', () => {
    for (const role of ROLES) {
      for (const stands of ['all', 'region', 'outlet', 'own'] as const) {
        const row = EXPECTED_MONEY.find((expected) => expected.role === role && expected.stands === stands);
        const wanted = row ? row.sees.split(' ') : [];
        const seen = visibleMoney({ roles: [role] }, new Set<Relation>(['all', stands]));
        expect([role, stands, [...seen].sort()]).toEqual([role, stands, wanted.sort()]);
      }
    }
  });

  test('nobody who is paid sees cost or profit', () => {
    for (const role of ['installer', 'outlet_manager', 'staff', 'dispatcher', 'customer', 'admin', 'auditor'] as const) {
      const seen = visibleMoney({ roles: [role] }, new Set<Relation>(['all', 'region', 'outlet', 'own']));
      expect([seen.has('cost'), seen.has('profit')]).toEqual([false, false]);
    }
  });

  test('two roles add up, each for its own standing', () => {
    const both = { roles: ['outlet_manager', 'installer'] as const };
    expect([...visibleMoney(both, new Set<Relation>(['all', 'outlet']))].sort()).toEqual(['earn', 'settle']);
    expect([...visibleMoney(both, new Set<Relation>(['all', 'own']))].sort()).toEqual(['charge', 'earn', 'settle']);
    expect([...visibleMoney(both, new Set<Relation>(['all']))]).toEqual([]);
  });
});

describe('standing', () => {
  const row = { region: '440305', outletId: 'o1', personIds: ['p1', null], orderId: 'x1' };
  const scoped = (over: Partial<Actor['scope']>, actor: Partial<Actor> = {}): Actor =>
    actorWith(['staff'], { scope: { regions: [], outletId: null, orderId: null, ...over }, ...actor });

  test.each([
    ['the country', '000000', true],
    ['the province', '440000', true],
    ['the city', '440300', true],
    ['the county', '440305', true],
    ['a neighbouring county', '440304', false],
    ['a neighbouring city', '440100', false],
    ['a province whose digits are inside', '030000', false],
  ])('region: %s', (_, scope, covers) => {
    expect(coversRegion(scope, row.region)).toBe(covers);
    expect(standing(scoped({ regions: [scope] }), row).has('region')).toBe(covers);
  });

  test('a county does not cover its province, and nothing covers a row without a region', () => {
    expect(coversRegion('440305', '440000')).toBe(false);
    expect(standing(scoped({ regions: ['000000'] }), { ...row, region: null }).has('region')).toBe(false);
    expect(regionPrefix('000000')).toBe('');
    expect(regionPrefix('110100')).toBe('1101');
  });

  test('outlet and own; a missing outlet equals no other missing outlet', () => {
    expect([...standing(scoped({ outletId: 'o1' }), row)]).toEqual(['all', 'outlet']);
    expect([...standing(scoped({ outletId: null }), { ...row, outletId: null })]).toEqual(['all']);
    expect([...standing(scoped({}, { id: 'p1' }), row)]).toEqual(['all', 'own']);
  });

  test('a customer owns the order of the link, never by id of a person', () => {
    const customer = (orderId: string | null) => scoped({ orderId }, { kind: 'customer', id: 'p1', roles: ['customer'] });
    expect([...standing(customer('x1'), row)]).toEqual(['all', 'own']);
    expect([...standing(customer('x2'), row)]).toEqual(['all']);
    expect([...standing(customer(null), { ...row, orderId: null })]).toEqual(['all']);
  });
});
