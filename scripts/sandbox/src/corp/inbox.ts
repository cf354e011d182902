import type { SandboxClock } from '../clock.ts';
import { randomText } from '../random.ts';

/** A JSON object of the wire; its fields are read with the readers of `api/fields.ts`. */
export type Json = Record<string, unknown>;

/** One message of the app in one member's WeCom. */
export interface MemberMessage {
  msgid: string;
  userid: string;
  /** Epoch milliseconds. */
  at: number;
  agentId: number;
  msgtype: string;
  /** The object under the key `msgtype` as it was sent; a card's update replaces it. */
  content: Json;
  /** Set once the card's buttons are spent: the text that stands in their place. */
  replaced: string | null;
  /** The button this member pressed, if any. */
  clickedKey: string | null;
  recalled: boolean;
}

/** Text from a member to the app, shown in the same conversation. */
export interface MemberText {
  msgid: string;
  userid: string;
  at: number;
  content: string;
}

/** What may still change a card once. */
export interface ResponseCode {
  msgid: string;
  agentId: number;
  /** On the expiry clock. */
  until: number;
  used: boolean;
}

const RESPONSE_CODE_MS = 72 * 3_600_000;

/** Messages of the app to members, and the single-use codes by which its cards may be changed. */
export class Inbox {
  readonly messages: MemberMessage[] = [];
  readonly texts: MemberText[] = [];
  #clock: SandboxClock;
  #codes = new Map<string, ResponseCode>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  deliver(message: { userids: readonly string[]; agentId: number; msgtype: string; content: Json }): string {
    const msgid = randomText(43);
    for (const userid of message.userids) {
      this.messages.push({
        msgid,
        userid,
        at: this.#clock.wall(),
        agentId: message.agentId,
        msgtype: message.msgtype,
        content: message.content,
        replaced: null,
        clickedKey: null,
        recalled: false,
      });
    }
    return msgid;
  }

  of(userid: string): readonly MemberMessage[] {
    const wanted = userid.toLowerCase();
    return this.messages.filter((one) => one.userid.toLowerCase() === wanted);
  }

  copies(msgid: string): readonly MemberMessage[] {
    return this.messages.filter((one) => one.msgid === msgid);
  }

  issueResponseCode(msgid: string, agentId: number): string {
    const code = randomText(43);
    this.#codes.set(code, { msgid, agentId, until: this.#clock.expiry() + RESPONSE_CODE_MS, used: false });
    return code;
  }

  /** Undefined when the code is unknown, spent or older than 72 hours. Reading does not spend it. */
  peekResponseCode(code: string): { msgid: string; agentId: number } | undefined {
    const found = this.#codes.get(code);
    if (!found || found.used || found.until <= this.#clock.expiry()) return undefined;
    return found;
  }

  /** Codes that can still be spent, with what they are good for. */
  liveCodes(): readonly (readonly [code: string, good: ResponseCode])[] {
    return [...this.#codes].filter(([, { used, until }]) => !used && until > this.#clock.expiry());
  }

  /** Puts what an earlier process held before what there is. */
  restore(kept: {
    messages: readonly MemberMessage[];
    texts: readonly MemberText[];
    codes: readonly (readonly [string, ResponseCode])[];
  }): void {
    this.messages.unshift(...kept.messages);
    this.texts.unshift(...kept.texts);
    for (const [code, good] of kept.codes) this.#codes.set(code, good);
  }

  spendResponseCode(code: string): void {
    const found = this.#codes.get(code);
    if (found) found.used = true;
  }
}
