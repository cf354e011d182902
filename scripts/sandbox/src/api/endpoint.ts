import type { Json } from '../corp/inbox.ts';
import type { World } from '../corp/world.ts';

/** One call as a handler sees it: token already checked, body already parsed. */
export interface ApiCall {
  world: World;
  query: URLSearchParams;
  /** The JSON object of a POST; empty for a GET. */
  body: Json;
  /** The body as it came, for uploads. */
  raw: Buffer;
  contentType: string;
}

/** A JSON answer, or bytes (media). */
export type ApiAnswer = Json | { contentType: string; bytes: Buffer };

export interface Endpoint {
  method: 'GET' | 'POST';
  path: string;
  /** Which access token the call needs. */
  token: 'none' | 'wecom' | 'wechat';
  /** `text/plain` where the live platform answers JSON under that type. */
  contentType?: string;
  handle: (call: ApiCall) => ApiAnswer;
}

/** Names under which the credential store keeps what it issues. */
export const ISSUED = {
  wecomToken: 'wecom.access_token',
  wechatToken: 'wechat.access_token',
  corpTicket: 'wecom.jsapi_ticket',
  agentTicket: 'wecom.agent_ticket',
} as const;
