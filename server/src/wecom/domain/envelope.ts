import { createHash, timingSafeEqual } from 'node:crypto';
import { decrypt, getSignature } from '@wecom/crypto';
import { readFlatXml, readFlatXmlOf } from './flat-xml.ts';

/** What a callback is checked against. */
export interface Receiver {
  readonly corpId: string;
  readonly agentId: string;
  readonly token: string;
  readonly aesKey: string;
}
export interface SignedQuery {
  readonly signature: string;
  /** Epoch seconds, in digits. */
  readonly timestamp: string;
  readonly nonce: string;
}

/** Why a callback was turned away: for our log, never for the sender, who gets the same answer for each. */
export class CallbackRefused extends Error {
  readonly why: 'unconfigured' | 'query' | 'body' | 'xml' | 'signature' | 'ciphertext' | 'receiver' | 'agent' | 'echo' | 'stale';
  constructor(why: CallbackRefused['why']) {
    super(`callback refused: ${why}`);
    this.name = 'CallbackRefused';
    this.why = why;
  }
}

/** The only fields that an envelope may have. */
const ENVELOPE = new Set(['ToUserName', 'AgentID', 'Encrypt']);
/** Ten digits. The signature covers timestamp and nonce run together, so that without this digits could be moved from one to the other. */
const TIMESTAMP = /^\d{10}$/;
/** What the platform sends to be echoed: one word. */
const ECHO = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * How far the timestamp of a callback may be from our clock, in ms, when its content was never seen before. A repeat of what is stored is
 * harmless at any age; this refuses captured callbacks that had never arrived, or whose rows have been removed since. WeCom's own tries end within a
 * minute, so an hour allows for clocks that differ.
 */
const TIMESTAMP_WINDOW_MS = 3_600_000;

/** Whether a callback that bears this timestamp may still be new. @param now epoch ms */
export function isTimely(query: Pick<SignedQuery, 'timestamp'>, now: number): boolean {
  return Math.abs(Number(query.timestamp) * 1000 - now) <= TIMESTAMP_WINDOW_MS;
}

/**
 * Opens what WeCom sealed. The library neither checks signatures nor the receiver, and a wrong key of the right length gives garbage instead of an
 * error, so: signature first, in constant time, then decryption, then the receiver.
 *
 * @throws CallbackRefused
 */
export function openSealed(receiver: Receiver, query: SignedQuery, encrypted: string): string {
  if (!TIMESTAMP.test(query.timestamp)) throw new CallbackRefused('query');
  const wanted = Buffer.from(getSignature(receiver.token, query.timestamp, query.nonce, encrypted));
  const given = Buffer.from(query.signature);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) throw new CallbackRefused('signature');
  let opened: { message: string; id: string };
  try {
    opened = decrypt(receiver.aesKey, encrypted);
  } catch {
    throw new CallbackRefused('ciphertext');
  }
  if (opened.id !== receiver.corpId) throw new CallbackRefused('receiver');
  return opened.message;
}

/**
 * The plain text that proves to WeCom that the address is ours. One word only: a captured message could else be sent here in place of the word, and we
 * would decrypt it for whoever captured it.
 *
 * @throws CallbackRefused
 */
export function openEcho(receiver: Receiver, query: SignedQuery, echostr: string): string {
  const word = openSealed(receiver, query, echostr);
  if (!ECHO.test(word)) throw new CallbackRefused('echo');
  return word;
}

/** A decrypted message: flat fields by tag, and the digest that makes a repeat recognisable. */
export interface OpenedCallback {
  readonly digest: string;
  readonly plaintext: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Opens the body of a POST. The corp must be ours wherever it is named, and so must the agent, which some events leave out. @throws CallbackRefused */
export function openCallback(receiver: Receiver, query: SignedQuery, body: string): OpenedCallback {
  const envelope = readFlatXmlOf(body, ENVELOPE);
  const encrypted = envelope?.get('Encrypt');
  if (!envelope || !encrypted) throw new CallbackRefused('xml');
  const plaintext = openSealed(receiver, query, encrypted);
  const fields = readFlatXml(plaintext);
  if (!fields) throw new CallbackRefused('xml');
  for (const corp of [envelope.get('ToUserName'), fields.get('ToUserName')])
    if (corp !== receiver.corpId) throw new CallbackRefused('receiver');
  for (const agent of [envelope.get('AgentID'), fields.get('AgentID')])
    if (agent && agent !== receiver.agentId) throw new CallbackRefused('agent');
  return { digest: createHash('sha256').update(plaintext).digest('hex'), plaintext, fields };
}
