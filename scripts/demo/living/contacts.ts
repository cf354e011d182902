import type { Product } from '../../../server/src/app/compose.ts';
import { systemOrigin } from '../../../server/src/platform/actor.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { ok } from '../../../shared/src/kernel/result.ts';
import { businessDay, DAY_MS, type EpochMs, HOUR_MS, startOfBusinessDay } from '../../../shared/src/kernel/time.ts';
import { AT_THE_DOOR } from '../../sandbox/src/phones/places.ts';
import type { Place } from '../company/places.ts';
import type { StoryCustomer } from './customers.ts';
import type { PlannedOrder } from './plan.ts';

/** A customer whom the sandbox's chats know: the words are those of the sandbox's own people. */
interface Contact {
  readonly number: number;
  readonly name: string;
  readonly phone: string;
  /** WeCom's id of the external contact. */
  readonly externalUserid: string;
  readonly street: string;
}

/** Where they live, and the customers of the visitor's own days around them: the sandbox's phones stand here, so that a punch there is a usual one. */
export const DOOR = { lat: AT_THE_DOOR.latitude, lng: AT_THE_DOOR.longitude };

/** 王女士 was here before and has an order under way; 孙阿姨 too. 赵先生 is left out: a member of staff meets him for the first time. */
const CONTACTS: readonly Contact[] = [
  { number: 9_101, name: '王丽', phone: '15400009101', externalUserid: contactId('WangLi'), street: '建国路88号3号楼1201室' },
  { number: 9_102, name: '孙阿姨', phone: '15400009102', externalUserid: contactId('SunMei'), street: '建国路93号院6号楼0602室' },
];

function contactId(key: string): string {
  return `wmMD${key.padEnd(28, 'x')}`;
}

export const isContact = (customer: number): boolean => CONTACTS.some(({ number }) => number === customer);

/** Makes the customer with the identity by which the sidebar knows them. */
export async function createContact(product: Product, customer: number, place: Place, issuer: string): Promise<StoryCustomer> {
  const contact = CONTACTS.find(({ number }) => number === customer);
  if (!contact) throw new Error(`${customer} is no contact of the sandbox`);
  const { name, phone, externalUserid, street } = contact;
  const { customers } = product.capabilities;
  const made = await product.ground.uow.run(systemOrigin('demo', newId()), async (tx) => {
    const id = await customers.api.create(tx, { name, phone, level: 'STD' });
    await customers.api.addIdentity(tx, id, 'external_userid', issuer, externalUserid);
    return ok(id);
  });
  if (!made.ok) throw new Error(`the contact ${name} was refused`);
  return { id: made.value, name, phone, address: { region: place.region, text: street, ...DOOR } };
}

/** What they had done before, and what is under way. */
export function ordersOfContacts(places: readonly Place[], now: EpochMs): readonly PlannedOrder[] {
  const place = places.find(({ region }) => region === '110105')!;
  const today = startOfBusinessDay(businessDay(now))! as EpochMs;
  const order = (
    customer: number,
    template: string,
    openedDaysAgo: number,
    slotInDays: number,
    from: string,
    to: string,
  ): PlannedOrder => ({
    openAt: (today - openedDaysAgo * DAY_MS + 10 * HOUR_MS) as EpochMs,
    template,
    place,
    customer,
    slot: { date: businessDay((today + slotInDays * DAY_MS + DAY_MS / 2) as EpochMs), from, to },
    urgent: false,
    fate: 'usual',
    wanted: template === 'water-filter' ? 'qian.shifu' : 'zhang.wei',
    opener: customer === CONTACTS[0]!.number ? 'linxiao' : 'sunyue',
  });
  return [
    order(9_101, 'ac-install', 210, -208, '10:00', '12:00'),
    order(9_101, 'water-filter', 64, -62, '14:00', '16:00'),
    order(9_101, 'ac-clean', 1, 1, '14:00', '16:00'),
    order(9_102, 'ac-install', 122, -120, '10:00', '12:00'),
    order(9_102, 'ac-repair', 1, 2, '10:00', '12:00'),
  ];
}
