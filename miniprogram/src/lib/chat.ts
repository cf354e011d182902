import type { Reply } from '@mingdan/shared/contracts/client';
import type { OpenChatOutput, openChat as openChatContract } from '@mingdan/shared/contracts/desk';
import { openChatMeta } from '@mingdan/shared/contracts/desk.meta';
import { call } from './api.ts';
import { currentContact } from './bridge.ts';
import { newKey } from './key.ts';
import { client, IS_H5 } from './place.ts';
import { bearerOf } from './session.ts';
import { keptInPage } from './store.ts';

/** The page that stands beside a chat. */
const BESIDE = 'packages/sidebar/pages/home/index';
/** Whom that page works for, kept over a reload: what it was last left at. */
export const CHOICE = 'sidebar';

/** The customer of a chat, and what is under way with them. */
export function openChat(externalUserid: string): Promise<Reply<OpenChatOutput>> {
  return call<typeof openChatContract>(openChatMeta, { externalUserid }, { idempotencyKey: newKey() });
}

/** A chat that is asked for before the page that shows it has been read. */
interface Ahead {
  /** As `currentContact` tells it. */
  readonly contact: Promise<string | null>;
  /** Null where there is no contact to open. */
  readonly opened: Promise<Reply<OpenChatOutput> | null>;
}

let ahead: Ahead | null = null;

/** Asks WeCom and the server at the start of the program, where the first page stands beside a chat and nobody was chosen there before. H5 only: a mini-program's page is there at once. */
export function askChatAhead(): void {
  if (!IS_H5 || client() !== 'wecom' || bearerOf('work') === null || keptInPage(CHOICE) !== undefined) return;
  if (window.location.hash.replace(/^#\/?/, '').split('?')[0] !== BESIDE) return;
  const contact = currentContact();
  ahead = { contact, opened: contact.then((found) => (found === null ? null : openChat(found))) };
}

/** What was asked ahead, once; null for nothing. */
export function takeChatAhead(): Ahead | null {
  const taken = ahead;
  ahead = null;
  return taken;
}
