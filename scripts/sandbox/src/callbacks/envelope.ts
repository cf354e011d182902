import { encrypt, getSignature } from '@wecom/crypto';
import type { CorpSettings } from '../corp/settings.ts';
import { randomDigits } from '../random.ts';

/** A signed request as it goes over the wire. */
export interface SealedRequest {
  /** Search string without the question mark. */
  query: string;
  /** Null for the GET that verifies the URL. */
  body: string | null;
}

type Keys = Pick<CorpSettings, 'corpId' | 'agentId' | 'token' | 'aesKey'>;

/** @param timestamp epoch seconds */
function sign(keys: Keys, encrypted: string, timestamp: number): URLSearchParams {
  const nonce = randomDigits(10);
  const signature = getSignature(keys.token, timestamp, nonce, encrypted);
  return new URLSearchParams({ msg_signature: signature, timestamp: String(timestamp), nonce });
}

/** Encrypts and signs one event. Each call uses fresh random bytes, so that two tries of one event differ on the wire. */
export function sealEvent(keys: Keys, xml: string, timestamp: number): SealedRequest {
  const encrypted = encrypt(keys.aesKey, xml, keys.corpId);
  const body =
    `<xml><ToUserName><![CDATA[${keys.corpId}]]></ToUserName><AgentID><![CDATA[${keys.agentId}]]></AgentID>` +
    `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { query: sign(keys, encrypted, timestamp).toString(), body };
}

/** The GET by which the platform verifies a callback URL: the answer must be `plain`. */
export function sealEcho(keys: Keys, plain: string, timestamp: number): SealedRequest {
  const encrypted = encrypt(keys.aesKey, plain, keys.corpId);
  const query = sign(keys, encrypted, timestamp);
  query.set('echostr', encrypted);
  return { query: query.toString(), body: null };
}
