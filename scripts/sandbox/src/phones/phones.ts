import type { Person } from '../corp/credentials.ts';
import { findCustomer, findMember, followersOf } from '../corp/people.ts';
import type { World } from '../corp/world.ts';
import { AT_THE_DOOR, isPoint, type Point } from './places.ts';

export type PhoneName = 'staff' | 'installer' | 'customer';

export const PHONE_NAMES: readonly PhoneName[] = ['staff', 'installer', 'customer'];

/** Where the app's pages are, below the server's address. */
export interface AppPages {
  /** The sidebar of a customer's chat (聊天工具栏). */
  sidebar: string;
  /** The mini-program on an installer's phone. */
  installer: string;
  /** What a customer sees who opens the mini-program without a link. */
  customer: string;
}

export const DEFAULT_PAGES: AppPages = { sidebar: '/m/#/packages/sidebar/pages/home/index', installer: '/m/', customer: '/m/' };

/** One phone: whose it is, and for WeCom which customer's chat is open. */
export interface Phone {
  name: PhoneName;
  client: 'wecom' | 'wechat';
  person: Person;
  /** On WeCom: the customer whose chat is open. */
  chatWith: string | null;
  /** Where the phone stands. */
  location: Point;
}

/** The three phones of one sandbox. */
export class Phones {
  readonly pages: AppPages;
  #world: World;
  #phones: Record<PhoneName, Phone>;
  #origins = new Map<PhoneName, string>();
  /** Address of the server, without a slash at the end; what the phones reach as their own origin. */
  serverUrl: string;

  constructor(world: World, options: { serverUrl: string; pages: AppPages }) {
    this.#world = world;
    this.pages = options.pages;
    this.serverUrl = options.serverUrl;
    const { members, customers, follows } = world.people;
    const follower = follows[0]?.userid ?? members[0]?.userid ?? '';
    const installer = members.find((one) => one.position.includes('师傅'))?.userid ?? members[0]?.userid ?? '';
    const customer = follows[0]?.externalUserid ?? customers[0]?.externalUserid ?? '';
    const { latitude, longitude } = AT_THE_DOOR;
    const begun = () => ({ chatWith: null, location: { latitude, longitude } });
    this.#phones = {
      staff: { ...begun(), name: 'staff', client: 'wecom', person: { kind: 'member', userid: follower }, chatWith: customer || null },
      installer: { ...begun(), name: 'installer', client: 'wecom', person: { kind: 'member', userid: installer } },
      customer: { ...begun(), name: 'customer', client: 'wechat', person: { kind: 'customer', externalUserid: customer } },
    };
  }

  get(name: PhoneName): Phone {
    return this.#phones[name];
  }

  origin(name: PhoneName): string {
    return this.#origins.get(name) ?? '';
  }

  setOrigin(name: PhoneName, origin: string): void {
    this.#origins.set(name, origin);
  }

  /** The phone that is an address's origin. */
  byOrigin(url: string | undefined): Phone | undefined {
    if (!url || !URL.canParse(url)) return undefined;
    const { origin } = new URL(url);
    const name = PHONE_NAMES.find((one) => this.#origins.get(one) === origin);
    return name && this.#phones[name];
  }

  /** Hands a phone to somebody else. A member's open chat closes unless the member follows that customer too. */
  hand(name: PhoneName, id: string): Phone {
    const phone = this.#phones[name];
    if (phone.client === 'wechat') {
      const customer = findCustomer(this.#world.people, id);
      if (!customer) throw new Error(`no customer ${id}`);
      phone.person = { kind: 'customer', externalUserid: customer.externalUserid };
    } else {
      const member = findMember(this.#world.people, id);
      if (!member) throw new Error(`no member ${id}`);
      phone.person = { kind: 'member', userid: member.userid };
      const keeps = phone.chatWith !== null && followersOf(this.#world.people, phone.chatWith).some((one) => one.userid === member.userid);
      const first = this.#world.people.follows.find((one) => one.userid === member.userid)?.externalUserid ?? null;
      if (name === 'staff' && !keeps) phone.chatWith = first;
    }
    this.#world.journal.worldChanged();
    return phone;
  }

  /** Carries a phone to another place. @throws Error for what is no point */
  moveTo(name: PhoneName, { latitude, longitude }: Point): void {
    if (!isPoint(latitude, longitude)) throw new Error('latitude and longitude are degrees');
    this.#phones[name].location = { latitude, longitude };
    this.#world.journal.worldChanged();
  }

  /** Opens a customer's chat on the staff phone. */
  openChat(externalUserid: string | null): void {
    if (externalUserid !== null && !findCustomer(this.#world.people, externalUserid)) throw new Error(`no customer ${externalUserid}`);
    this.#phones.staff.chatWith = externalUserid;
    this.#world.journal.worldChanged();
  }

  /** An address of the server (or of another phone) as this phone reaches it; others stay as they are. */
  toPhone(name: PhoneName, url: string): string {
    if (!URL.canParse(url)) return url;
    const parsed = new URL(url);
    const ours = [new URL(this.serverUrl).origin, ...this.#origins.values()];
    if (!ours.includes(parsed.origin)) return url;
    return this.origin(name) + url.slice(url.indexOf(parsed.host) + parsed.host.length);
  }
}

/** The id of whoever holds a phone. */
export const personId = (person: Person): string => (person.kind === 'member' ? person.userid : person.externalUserid);
