import type { SandboxClock } from '../clock.ts';
import { Journal } from '../journal.ts';
import { Chats } from './chats.ts';
import { Credentials } from './credentials.ts';
import { Inbox } from './inbox.ts';
import { Limits } from './limits.ts';
import { completePeople, type People, type PeopleOptions } from './people.ts';
import type { CorpSettings } from './settings.ts';
import { Subscriptions } from './subscriptions.ts';

/** Everything one sandbox holds. What of it outlives the process says `kept-state.ts`. */
export interface World {
  settings: CorpSettings;
  clock: SandboxClock;
  people: People;
  credentials: Credentials;
  inbox: Inbox;
  subscriptions: Subscriptions;
  limits: Limits;
  chats: Chats;
  journal: Journal;
  /** Where callbacks go; null until the app has one: interactive cards are then refused with 43012. */
  callbackUrl: string | null;
  /** Hosts (with port) the app may be redirected to: its 可信域名. */
  trustedHosts: Set<string>;
  media: Map<string, { type: string; contentType: string; bytes: Buffer }>;
}

export function createWorld(options: {
  settings: CorpSettings;
  clock: SandboxClock;
  people?: PeopleOptions;
  callbackUrl?: string | null;
  trustedHosts?: Iterable<string>;
}): World {
  return {
    settings: options.settings,
    clock: options.clock,
    people: completePeople(options.people),
    credentials: new Credentials(options.clock),
    inbox: new Inbox(options.clock),
    subscriptions: new Subscriptions(options.clock),
    limits: new Limits(options.clock),
    chats: new Chats(),
    journal: new Journal(),
    callbackUrl: options.callbackUrl ?? null,
    trustedHosts: new Set(options.trustedHosts),
    media: new Map(),
  };
}
