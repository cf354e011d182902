/**
 * Makes `scripts/sandbox/src/corp/demo-members.json`: who of the demo company is a member of the sandbox's corp beyond the ten whom the sandbox knows by itself.
 * The sandbox shares no code with the product, so it has a list of its own. Run after a change of people: `node scripts/demo/members.ts`.
 */
import { writeFileSync } from 'node:fs';
import type { PersonRole } from '../../shared/src/contracts/roles.ts';
import { label } from '../../shared/src/messages/index.ts';
import { readPeople } from './company/people.ts';
import { readJson } from './data.ts';
import type { DemoPerson } from './load.ts';

const OUT = new URL('../sandbox/src/corp/demo-members.json', import.meta.url);

/** Where somebody belongs who is of no outlet. */
const TEAMS: Partial<Record<PersonRole, string>> = {
  staff: '客服部',
  dispatcher: '调度中心',
  finance: '财务部',
  auditor: '财务部',
  region_manager: '大区',
};

/** Parts of the country by the first digit of a region's code, as in GB/T 2260: who works for the company directly is of the team of his part. */
const PARTS: Readonly<Record<string, string>> = { 1: '华北', 2: '东北', 3: '华东', 4: '中南', 5: '西南', 6: '西北' };

/** The list's text: userid, name, position and team per member. */
export function demoMembers(): string {
  const core = new Set((readJson('company') as { people: readonly DemoPerson[] }).people.map(({ userid }) => userid));
  const { people, outlets } = readPeople();
  const teamOf = ({ outlet, roles, regions }: DemoPerson) =>
    outlets.find(({ code }) => code === outlet)?.name ?? TEAMS[roles[0]!] ?? `${PARTS[regions[0]?.[0] ?? '']}直属师傅`;
  const rows = people
    .filter(({ userid }) => !core.has(userid))
    .map((person) => {
      const { userid, name, roles } = person;
      return `  { "userid": "${userid}", "name": "${name}", "position": "${label('role', roles[0]!)}", "team": "${teamOf(person)}" }`;
    });
  return `[\n${rows.join(',\n')}\n]\n`;
}

if (import.meta.main) writeFileSync(OUT, demoMembers());
