import { createHash, timingSafeEqual } from 'node:crypto';
import { decrypt, getSignature } from '@wecom/crypto';
import { readFlatXml } from './flat-xml.ts';

/** What a callback is checked against. */
export interface Receiver {
  readonly corpId: string;
  readonly agentId: string;
  readonly token: string;
  readonly aesKey: string;
}
export interface SignedQuery {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/** Why a callback was turned away: for our log, never for the sender, who gets the same answer for each. */
export class CallbackRefused extends Error {
  readonly why: 'query' | 'xml' | 'signature' | 'ciphertext' | 'receiver' | 'agent';
  constructor(why: CallbackRefused['why']) {
    super(`callback refused: ${why}`);
    this.name = 'CallbackRefused';
    this.why = why;
  }
}

/**
 * Opens what WeCom sealed. The library neither checks signatures nor the receiver, and a wrong key of the right length gives garbage instead of an
 * error, so: signature first, in constant time, then decryption, then the receiver.
 *
 * @throws CallbackRefused
 */
export function openSealed(receiver: Receiver, query: SignedQuery, encrypted: string): string {
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

/** A decrypted message: flat fields by tag, and the digest that makes a repeat recognisable. */
export interface OpenedCallback {
  readonly digest: string;
  readonly plaintext: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Opens the body of a POST. The agent, where the envelope or the message names one, must be ours. @throws CallbackRefused */
export function openCallback(receiver: Receiver, query: SignedQuery, body: string): OpenedCallback {
  const envelope = readFlatXml(body);
  const encrypted = envelope?.get('Encrypt');
  if (!envelope || !encrypted) throw new CallbackRefused('xml');
  const plaintext = openSealed(receiver, query, encrypted);
  const fields = readFlatXml(plaintext);
  if (!fields) throw new CallbackRefused('xml');
  if (fields.get('ToUserName') !== receiver.corpId) throw new CallbackRefused('receiver');
  for (const agent of [envelope.get('AgentID'), fields.get('AgentID')])
    if (agent !== undefined && agent !== receiver.agentId) throw new CallbackRefused('agent');
  return { digest: createHash('sha256').update(plaintext).digest('hex'), plaintext, fields };
}
