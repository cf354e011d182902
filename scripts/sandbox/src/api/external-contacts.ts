import { type Customer, type FollowRelation, findCustomer, findMember, followersOf } from '../corp/people.ts';
import { ApiRefusal, ok } from './answer.ts';
import type { ApiCall, Endpoint } from './endpoint.ts';
import { integer, text, texts } from './fields.ts';

const PAGE_MAX = 100;

/** Name, kind and ids of a customer; `unionid` because this corp has bound its mini-program. */
const profile = (customer: Customer) => ({
  external_userid: customer.externalUserid,
  name: customer.name,
  type: 1,
  avatar: '',
  gender: customer.gender,
  unionid: customer.unionid,
});

const followInfo = (relation: FollowRelation) => ({
  userid: relation.userid,
  remark: relation.remark,
  description: relation.description,
  createtime: relation.createtime,
  add_way: relation.addWay,
  oper_userid: relation.userid,
  state: relation.state,
  remark_mobiles: [],
});

function getContact({ world, query }: ApiCall) {
  const id = query.get('external_userid');
  if (!id) throw new ApiRefusal(41035, 'external_userid missing');
  const customer = findCustomer(world.people, id);
  if (!customer) throw new ApiRefusal(40096, 'invalid external_userid');
  const followers = followersOf(world.people, id);
  if (followers.length === 0) throw new ApiRefusal(84061, 'not external contact');
  return ok({ external_contact: profile(customer), follow_user: followers.map((one) => ({ ...followInfo(one), tags: [] })) });
}

function listContacts({ world, query }: ApiCall) {
  const userid = query.get('userid') ?? '';
  const member = findMember(world.people, userid);
  if (!member) throw new ApiRefusal(40003, 'invalid userid');
  const ids = world.people.follows.filter((one) => one.userid === member.userid).map((one) => one.externalUserid);
  if (ids.length === 0) throw new ApiRefusal(84061, 'not external contact');
  return ok({ external_userid: ids });
}

/** Contacts of up to 100 members, by pages; the cursor is the offset of the next one. */
function batchGetByUser({ world, body }: ApiCall) {
  const userids = texts(body, 'userid_list');
  if (userids.length === 0) throw new ApiRefusal(41009, 'userid_list missing');
  if (userids.length > PAGE_MAX) throw new ApiRefusal(40032, 'invalid userid list length');
  if (!userids.some((one) => findMember(world.people, one))) throw new ApiRefusal(40031, 'invalid userid list');
  const limit = Math.min(Math.max(integer(body, 'limit') ?? 50, 1), PAGE_MAX);
  const cursor = text(body, 'cursor');
  const from = cursor === '' ? 0 : Number(cursor);
  if (!Number.isSafeInteger(from) || from < 0) throw new ApiRefusal(50100, 'invalid cursor');
  const relations = world.people.follows.filter((one) => userids.includes(one.userid));
  const page = relations.slice(from, from + limit).flatMap((relation) => {
    const customer = findCustomer(world.people, relation.externalUserid);
    return customer ? [{ external_contact: profile(customer), follow_info: { ...followInfo(relation), tag_id: [] } }] : [];
  });
  const next = from + limit < relations.length ? String(from + limit) : '';
  const unlicensed = userids.filter((one) => !findMember(world.people, one));
  return ok({ external_contact_list: page, next_cursor: next, fail_info: { unlicensed_userid_list: unlicensed } });
}

const followers = ({ world }: ApiCall) => ok({ follow_user: [...new Set(world.people.follows.map((one) => one.userid))] });

/** Customers and who follows them (客户联系). */
export const externalContactEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/cgi-bin/externalcontact/get', token: 'wecom', handle: getContact },
  { method: 'GET', path: '/cgi-bin/externalcontact/list', token: 'wecom', handle: listContacts },
  { method: 'POST', path: '/cgi-bin/externalcontact/batch/get_by_user', token: 'wecom', handle: batchGetByUser },
  { method: 'GET', path: '/cgi-bin/externalcontact/get_follow_user_list', token: 'wecom', handle: followers },
];
