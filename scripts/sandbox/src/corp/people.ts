import furtherMembers from './demo-members.json' with { type: 'json' };

/** A department of the corp's contacts (部门); 1 is the root. */
export interface Department {
  id: number;
  name: string;
  parentid: number;
}

/** A member of the corp (成员). */
export interface Member {
  userid: string;
  name: string;
  department: readonly number[];
  position: string;
  mobile: string;
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: 1 | 2 | 4 | 5;
}

/** A customer (外部联系人): one WeChat person as WeCom and as the mini-program see them. */
export interface Customer {
  externalUserid: string;
  name: string;
  unionid: string;
  /** Within the WeChat mini-program. */
  openid: string;
  /** 0 unknown, 1 male, 2 female. */
  gender: 0 | 1 | 2;
  /** What a phone-number button in the mini-program would hand over. */
  mobile: string;
}

/** One member follows one customer (跟进人): an entry of `follow_user`. */
export interface FollowRelation {
  userid: string;
  externalUserid: string;
  remark: string;
  description: string;
  /** Epoch seconds. */
  createtime: number;
  addWay: number;
  state: string;
}

/** The people of one corp. The lists are live: control calls add to them. */
export interface People {
  departments: Department[];
  members: Member[];
  customers: Customer[];
  follows: FollowRelation[];
}

/** What options or a JSON file may give; absent lists are taken from {@link demoPeople}. */
export type PeopleOptions = Partial<People>;

/** The department above all outlets. */
const OUTLETS = 6;
const DEMO_FOLLOWED_AT = 1_793_000_000;

const member = (userid: string, name: string, department: number, position: string, mobile: string): Member => ({
  userid,
  name,
  department: [department],
  position,
  mobile,
  status: 1,
});

const customer = (key: string, name: string, gender: Customer['gender'], mobile: string): Customer => ({
  externalUserid: `wmMD${key.padEnd(28, 'x')}`,
  name,
  unionid: `oUNI${key.padEnd(24, 'u')}`,
  openid: `oMP_${key.padEnd(24, 'p')}`,
  gender,
  mobile,
});

const follow = (userid: string, who: Customer, remark: string): FollowRelation => ({
  userid,
  externalUserid: who.externalUserid,
  remark,
  description: '',
  createtime: DEMO_FOLLOWED_AT,
  addWay: 1,
  state: '',
});

/** An after-sales company; most of its members stand in a list that `scripts/demo/members.ts` makes. No operator deals numbers of 154 to the public: none of these rings anybody. Ids are fixed, so that a restart meets the same people. */
export function demoPeople(): People {
  const wang = customer('WangLi', '王女士', 2, '15400009101');
  const zhao = customer('ZhaoQiang', '赵先生', 1, '15400009103');
  const sun = customer('SunMei', '孙阿姨', 2, '15400009102');
  const departments: Department[] = [
    { id: 1, name: '明单电器服务', parentid: 0 },
    { id: 2, name: '客服部', parentid: 1 },
    { id: 3, name: '调度中心', parentid: 1 },
    { id: 4, name: '安装一队', parentid: 1 },
    { id: 5, name: '财务部', parentid: 1 },
    { id: OUTLETS, name: '各地网点', parentid: 1 },
  ];
  /** Teams that the list names and nobody else are outlets. */
  const departmentOf = (team: string): number => {
    const known = departments.find(({ name }) => name === team);
    if (known) return known.id;
    departments.push({ id: departments.length + 1, name: team, parentid: OUTLETS });
    return departments.length;
  };
  return {
    departments,
    members: [
      member('linxiao', '林晓', 2, '客服专员', '15400001001'),
      member('sunyue', '孙悦', 2, '客服专员', '15400001002'),
      member('zhou.diaodu', '周调度', 3, '调度员', '15400001003'),
      member('zhang.wei', '张师傅', 4, '安装师傅', '15400001011'),
      member('li.qiang', '李师傅', 4, '安装师傅', '15400001012'),
      member('wang.lei', '王师傅', 4, '安装师傅', '15400001013'),
      member('wu.jingli', '吴经理', 4, '网点经理', '15400001021'),
      member('chen.kuaiji', '陈会计', 5, '财务', '15400001031'),
      member('he.zong', '何总', 1, '总经理', '15400001041'),
      member('admin', '管理员', 1, '系统管理员', '15400001051'),
      ...furtherMembers.map(({ userid, name, position, team }, index) =>
        member(userid, name, departmentOf(team), position, `154000011${String(index).padStart(2, '0')}`),
      ),
    ],
    customers: [wang, zhao, sun],
    follows: [follow('linxiao', wang, '王女士-格力柜机'), follow('linxiao', zhao, '赵先生'), follow('sunyue', sun, '孙阿姨')],
  };
}

/** Demo people with the given lists in their place. Own copies: two sandboxes never share a list. */
export function completePeople(given: PeopleOptions = {}): People {
  const demo = demoPeople();
  return {
    departments: [...(given.departments ?? demo.departments)],
    members: [...(given.members ?? demo.members)],
    customers: [...(given.customers ?? demo.customers)],
    follows: [...(given.follows ?? (given.customers ? [] : demo.follows))],
  };
}

/** Active members by their first department, in the order of departments; those of none last. */
export function byTeam({ departments, members }: People): readonly { readonly name: string; readonly members: readonly Member[] }[] {
  const active = members.filter(({ status }) => status === 1);
  const known = new Set(departments.map(({ id }) => id));
  const teams = departments.map(({ id, name }) => ({ name, members: active.filter(({ department }) => department[0] === id) }));
  const others = { name: '其他', members: active.filter(({ department }) => !known.has(department[0] ?? 0)) };
  return [...teams, others].filter((team) => team.members.length > 0);
}

/** Member ids are compared without regard to case, as the platform does. */
export function findMember(people: People, userid: string): Member | undefined {
  const wanted = userid.toLowerCase();
  return people.members.find((one) => one.userid.toLowerCase() === wanted);
}

export const findCustomer = (people: People, externalUserid: string): Customer | undefined =>
  people.customers.find((one) => one.externalUserid === externalUserid);

/** Followers of a customer, oldest first. */
export const followersOf = (people: People, externalUserid: string): readonly FollowRelation[] =>
  people.follows.filter((one) => one.externalUserid === externalUserid);
