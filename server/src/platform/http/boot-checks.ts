import type { Contract } from '@mingdan/shared/contracts/define';
import { REFUSALS } from '@mingdan/shared/contracts/refusals';
import type { RoutePolicy } from './ports.ts';
import type { RouteBinding } from './route.ts';

/** The product does not fit together. Thrown at boot only; the message lists everything that is wrong. */
export class BootError extends Error {
  constructor(what: string, findings: readonly string[]) {
    super(`${what}:\n${findings.map((finding) => `  ${finding}`).join('\n')}`);
    this.name = 'BootError';
  }
}

/**
 * Every contract has exactly one route, every route a contract of the list and a permission of the table, every name and address one owner.
 * @throws BootError
 */
export function checkRoutes(contracts: readonly Contract[], routes: readonly RouteBinding[], policy: RoutePolicy): void {
  const findings: string[] = [];
  const bound = new Map<Contract, number>();
  for (const { contract } of routes) bound.set(contract, (bound.get(contract) ?? 0) + 1);

  for (const contract of contracts) {
    const { meta } = contract;
    const count = bound.get(contract) ?? 0;
    if (count === 0) findings.push(`${meta.name}: contract without a route`);
    if (count > 1) findings.push(`${meta.name}: ${count} routes for one contract`);
    if (meta.permission !== 'public' && !policy.knows(meta.permission))
      findings.push(`${meta.name}: permission ${meta.permission} is not in the policy table`);
    for (const code of contract.refusals)
      if (!Object.hasOwn(REFUSALS, code)) findings.push(`${meta.name}: refusal ${code} is not registered`);
  }
  for (const { contract } of routes)
    if (!contracts.includes(contract)) findings.push(`${contract.meta.name}: route for a contract that is not listed`);

  findings.push(...twice(contracts.map(({ meta }) => meta.name)).map((name) => `${name}: two contracts with this name`));
  const addresses = contracts.map(({ meta }) => `${meta.method} ${meta.path.replace(/:[A-Za-z0-9]+/g, ':')}`);
  findings.push(...twice(addresses).map((address) => `${address}: two contracts with this address`));
  if (findings.length > 0) throw new BootError('Contracts, routes and policy do not fit', findings);
}

function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
