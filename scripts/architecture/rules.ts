import type { IForbiddenRuleType } from 'dependency-cruiser';
import { CAPABILITIES } from './capabilities.ts';

/** Drivers of databases and queues: `platform` hides them from everybody else. */
const DRIVERS = ['mysql2', 'better-sqlite3', 'ioredis', 'bullmq'];
/** Weigh more than a phone bundle can carry; in `shared` only contracts (zod) and kernel/pattern (re2js) may use them. */
const HEAVY = ['zod', 're2js'];
/** Deterministic functions of their input: hashes, canonical JSON, the platform's envelope. */
const COMPUTATIONS = ['canonicalize', '@wecom/crypto'];
const TEST = '[.]test[.]tsx?$';
/** Files of shared/src/contracts that stay without schemas, so that phones may import them as code. */
const LIGHT_CONTRACT = '(meta|refusals|client|roles)[.]ts|[^/]+[.]meta[.]ts';

/** A package by its installed path, or by its bare name where it is not installed. */
function packages(names: readonly string[]): string {
  return `(^|/)node_modules/(${names.join('|')})/|^(${names.join('|')})($|/)`;
}

/**
 * The import rules of docs/decisions/0002 in dependency-cruiser's form.
 *
 * @param base folder whose layout is that of the repository, with a trailing slash; empty for the repository itself. The tests aim the
 *             rules at a small copy in which every one of them is broken.
 */
export function createRules(base = ''): IForbiddenRuleType[] {
  return [...houseRules(base), ...capabilityDoors(base), ...callRules(base), ...sharedRules(base), ...screenRules(base)];
}

function houseRules(base: string): IForbiddenRuleType[] {
  return [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other at run time are one thing in two places.',
      severity: 'error',
      from: { path: `^${base}` },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-platform-has-drivers',
      comment: 'Database and queue drivers are used by server/src/platform alone.',
      severity: 'error',
      from: {
        path: `^${base}(server|shared|console|miniprogram)/`,
        pathNot: [`^${base}server/src/platform/`, `^${base}server/test/`, TEST],
      },
      to: { path: packages(DRIVERS) },
    },
    {
      name: 'platform-knows-no-capability',
      comment: 'Platform is below every capability and below app.',
      severity: 'error',
      from: { path: `^${base}server/src/platform/`, pathNot: TEST },
      to: { path: `^${base}server/src/(?!platform/)` },
    },
    {
      name: 'nobody-imports-app',
      comment: 'Only app builds everything; nothing below it may ask for it.',
      severity: 'error',
      from: { path: `^${base}(server/src/(?!app/)|shared/|console/|miniprogram/)`, pathNot: TEST },
      to: { path: `^${base}server/src/app/` },
    },
    {
      name: 'product-needs-no-scripts',
      comment: 'The server does not know the sandbox, the demo or the tests.',
      severity: 'error',
      from: { path: `^${base}(server/src|shared/src|console/src|miniprogram/src)/`, pathNot: TEST },
      to: { path: `^${base}(scripts|e2e|bench|server/test)/` },
    },
    {
      name: 'sandbox-is-a-stranger',
      comment: 'The stand-in speaks wire formats only; it shares no code with what it tests.',
      severity: 'error',
      from: { path: `^${base}scripts/sandbox/src/`, pathNot: TEST },
      to: { path: `^${base}(server|console|miniprogram|shared)/` },
    },
  ];
}

function capabilityDoors(base: string): IForbiddenRuleType[] {
  const inside = (folder: string) => `^${base}server/src/([^/]+)/${folder}/`;
  return [
    {
      name: 'domain-is-pure',
      comment: 'Domain imports its own folder, shared, and plain computations that shared cannot have because phones lack them.',
      severity: 'error',
      from: { path: inside('domain'), pathNot: TEST },
      to: { pathNot: [`^${base}server/src/`, `^${base}shared/src/`, packages(COMPUTATIONS), '^(node:)?crypto$'] },
    },
    {
      name: 'domain-borrows-types-only',
      comment: 'From the rest of the server domain may take types, which do nothing.',
      severity: 'error',
      from: { path: inside('domain'), pathNot: TEST },
      to: { path: `^${base}server/src/`, pathNot: `^${base}server/src/$1/domain/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'usecases-know-no-edge',
      comment: 'Use cases reach their own domain, store and ports; edges call them.',
      severity: 'error',
      from: { path: inside('usecases'), pathNot: TEST },
      to: { path: `^${base}server/src/$1/(edge|clients)/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'store-only-stores',
      comment: 'A store never calls use cases or edges.',
      severity: 'error',
      from: { path: inside('store'), pathNot: TEST },
      to: { path: `^${base}server/src/$1/(usecases|edge|clients)/` },
    },
    {
      name: 'store-opens-no-transaction',
      comment: 'A store gets an open transaction; the unit of work belongs to use cases.',
      severity: 'error',
      from: { path: inside('store'), pathNot: TEST },
      to: { path: `^${base}server/src/platform/db/unit-of-work[.]ts$`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'enter-by-the-door',
      comment: 'A capability is entered through index.ts or events.ts only.',
      severity: 'error',
      from: { path: `^${base}server/src/(?!app/|platform/)([^/]+)/`, pathNot: TEST },
      to: {
        path: `^${base}server/src/(?!app/|platform/)[^/]+/`,
        pathNot: [`^${base}server/src/$1/`, `^${base}server/src/[^/]+/(index|events)[.]ts$`],
      },
    },
  ];
}

/** One rule per capability, from the graph in capabilities.ts; and one that refuses folders which the graph does not name. */
function callRules(base: string): IForbiddenRuleType[] {
  const names = Object.keys(CAPABILITIES);
  const perCapability = Object.entries(CAPABILITIES).map(
    ([name, mayCall]): IForbiddenRuleType => ({
      name: `${name}-calls`,
      comment: `${name} may call ${mayCall.length > 0 ? mayCall.join(', ') : 'no other capability'}; events are heard from anybody.`,
      severity: 'error',
      from: { path: `^${base}server/src/${name}/`, pathNot: TEST },
      to: {
        path: `^${base}server/src/(?!app/|platform/)`,
        pathNot: [`^${base}server/src/(${[name, ...mayCall].join('|')})/`, `^${base}server/src/[^/]+/events[.]ts$`],
      },
    }),
  );
  return [
    ...perCapability,
    {
      name: 'capability-is-registered',
      comment: 'A folder of server/src stands in scripts/architecture/capabilities.ts, or nothing would guard it.',
      severity: 'error',
      from: { path: `^${base}server/src/(?!app/|platform/|${names.map((name) => `${name}/`).join('|')})[^/]+/` },
      to: {},
    },
  ];
}

function sharedRules(base: string): IForbiddenRuleType[] {
  const shared = `^${base}shared/src/`;
  return [
    {
      name: 'shared-is-pure',
      comment: 'Shared code runs in WeChat, the browser and Node: no Node modules, nothing of the parts that use it.',
      severity: 'error',
      from: { path: shared, pathNot: TEST },
      to: { pathNot: [shared, packages(HEAVY)] },
    },
    {
      name: 'zod-only-in-contracts',
      comment: 'zod lives in the schemas of contracts; the files that phones import (meta, client, refusals) stay without it.',
      severity: 'error',
      from: {
        path: shared,
        pathNot: [`^${base}shared/src/contracts/(?!${LIGHT_CONTRACT})`, TEST],
      },
      to: { path: packages(['zod']), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 're2js-only-in-pattern',
      comment: 're2js adds about 190 kB; only kernel/pattern uses it.',
      severity: 'error',
      from: { path: shared, pathNot: [`^${base}shared/src/kernel/pattern[.]ts$`, TEST] },
      to: { path: packages(['re2js']) },
    },
    {
      name: 'light-stays-light',
      comment: 'What phones import pulls in neither schemas nor the pattern engine by a detour.',
      severity: 'error',
      from: {
        path: shared,
        pathNot: [`^${base}shared/src/contracts/(?!${LIGHT_CONTRACT})`, `^${base}shared/src/kernel/pattern[.]ts$`, TEST],
      },
      to: {
        path: [`^${base}shared/src/contracts/(?!${LIGHT_CONTRACT})`, `^${base}shared/src/kernel/pattern[.]ts$`],
        dependencyTypesNot: ['type-only'],
      },
    },
  ];
}

function screenRules(base: string): IForbiddenRuleType[] {
  return [
    {
      name: 'console-features-stay-apart',
      comment: 'Two features meet in console/src/app, or share through ui and lib.',
      severity: 'error',
      from: { path: `^${base}console/src/features/([^/]+)/` },
      to: { path: `^${base}console/src/features/`, pathNot: `^${base}console/src/features/$1/` },
    },
    {
      name: 'console-points-down',
      comment: 'app → features → ui, lib: never upwards.',
      severity: 'error',
      from: { path: `^${base}console/src/(ui|lib)/`, pathNot: TEST },
      to: { path: `^${base}console/src/(app|features)/` },
    },
    {
      name: 'screens-know-no-server',
      comment: 'Screens meet the server at the contracts.',
      severity: 'error',
      from: { path: `^${base}(console|miniprogram)/src/` },
      to: { path: `^${base}server/` },
    },
    {
      name: 'console-and-phone-stay-apart',
      comment: 'What both need is in shared.',
      severity: 'error',
      from: { path: `^${base}(console|miniprogram)/src/` },
      to: { path: `^${base}(console|miniprogram)/`, pathNot: `^${base}$1/` },
    },
    {
      name: 'phone-imports-contract-types-only',
      comment: 'Schemas weigh 15 to 468 kB in a bundle: phones import the zod-free files, and types of the others.',
      severity: 'error',
      from: { path: `^${base}miniprogram/`, pathNot: TEST },
      to: {
        path: `^${base}shared/src/(contracts/(?!${LIGHT_CONTRACT})|kernel/pattern[.]ts)`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'phone-has-no-heavy-package',
      comment: 'zod and re2js stay off the phone.',
      severity: 'error',
      from: { path: `^${base}miniprogram/`, pathNot: TEST },
      to: { path: packages(HEAVY) },
    },
  ];
}
