import { type Department, findMember, type Member } from '../corp/people.ts';
import { ApiRefusal, ok } from './answer.ts';
import type { ApiCall, Endpoint } from './endpoint.ts';

/** What an app made after 2022-06-20 may read of a member: no mobile, avatar, gender or mail. */
const visible = (member: Member) => ({
  userid: member.userid,
  name: member.name,
  department: member.department,
  order: member.department.map(() => 0),
  position: member.position,
  is_leader_in_dept: member.department.map(() => 0),
  direct_leader: [],
  telephone: '',
  alias: '',
  status: member.status,
  main_department: member.department[0] ?? 1,
  extattr: { attrs: [] },
});

function getUser({ world, query }: ApiCall) {
  const userid = query.get('userid');
  if (!userid) throw new ApiRefusal(41009, 'userid missing');
  const member = findMember(world.people, userid);
  if (!member) throw new ApiRefusal(60111, 'userid not found');
  return ok(visible(member));
}

/** Members directly in a department: the live call has lost its recursion. */
function membersOf({ world, query }: ApiCall): readonly Member[] {
  const id = Number(query.get('department_id') ?? 'NaN');
  if (!Number.isSafeInteger(id)) throw new ApiRefusal(40035, 'invalid department_id');
  if (!world.people.departments.some((one) => one.id === id)) throw new ApiRefusal(60003, 'department not found');
  return world.people.members.filter((one) => one.department.includes(id));
}

const simple = (call: ApiCall) => ok({ userlist: membersOf(call).map(({ userid, name, department }) => ({ userid, name, department })) });

/** A department with everything below it; without `id` all of them. */
function departments({ world, query }: ApiCall): readonly Department[] {
  const all = world.people.departments;
  const asked = query.get('id');
  if (!asked) return all;
  const root = all.find((one) => one.id === Number(asked));
  if (!root) throw new ApiRefusal(60003, 'department not found');
  const found = new Set([root.id]);
  // children may be listed before their parents, so walk until nothing is added
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const one of all) if (found.has(one.parentid)) found.add(one.id);
  }
  return all.filter((one) => found.has(one.id));
}

const listDepartments = (call: ApiCall) =>
  ok({ department: departments(call).map((one) => ({ ...one, name_en: '', department_leader: [], order: 1 })) });

const simpleDepartments = (call: ApiCall) =>
  ok({ department_id: departments(call).map(({ id, parentid }) => ({ id, parentid, order: 1 })) });

/** Members and departments (通讯录). */
export const contactEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/cgi-bin/user/get', token: 'wecom', handle: getUser },
  { method: 'GET', path: '/cgi-bin/user/simplelist', token: 'wecom', handle: simple },
  { method: 'GET', path: '/cgi-bin/user/list', token: 'wecom', handle: (call) => ok({ userlist: membersOf(call).map(visible) }) },
  { method: 'GET', path: '/cgi-bin/department/list', token: 'wecom', handle: listDepartments },
  { method: 'GET', path: '/cgi-bin/department/simplelist', token: 'wecom', handle: simpleDepartments },
];
