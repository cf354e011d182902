import { type CallOptions, type Client, createClient, type InputOf, type OutputOf, type Reply } from '@mingdan/shared/contracts/client';
import type { Contract } from '@mingdan/shared/contracts/define';
import { login } from './login.ts';
import { tellReachable } from './network.ts';
import { API_ORIGIN } from './place.ts';
import { bearerOf, closeSession, type Face } from './session.ts';
import { transport } from './transport.ts';

/** The link's token that the customer face speaks for; set when the page opens. */
let customerLink = '';

function headersOf(face: Face): Record<string, string> {
  const bearer = bearerOf(face, face === 'customer' ? customerLink : '');
  return bearer === null ? {} : { Authorization: `Bearer ${bearer}` };
}

/** A client that tells whether the server answered. */
function telling(face: Face): Client {
  const client = createClient({ baseUrl: API_ORIGIN, transport, headers: () => headersOf(face) });
  return {
    async call(meta, input, options) {
      const reply = await client.call(meta, input, options);
      tellReachable(reply.ok || !reply.offline);
      return reply;
    },
  };
}

const clients: Record<Face, Client> = { work: telling('work'), customer: telling('customer') };

/** From now on the customer face speaks for this link. */
export function speakForLink(token: string): void {
  customerLink = token;
}

/** Calls without logging in first: for logging in itself, and for opening a customer's link. */
export function callOpenly<C extends Contract>(face: Face, meta: C['meta'], input: InputOf<C>): Promise<Reply<OutputOf<C>>> {
  return clients[face].call<C>(meta, input);
}

/**
 * Calls an operation as staff or installer. Without a session, or when the server no longer knows ours, logs in and asks once more with the same
 * key. On H5 logging in leaves the page, so the promise may never settle: whatever must survive is kept before calling.
 */
export async function call<C extends Contract>(meta: C['meta'], input: InputOf<C>, options?: CallOptions): Promise<Reply<OutputOf<C>>> {
  if (bearerOf('work') === null) {
    const refused = await login();
    if (refused) return { ok: false, offline: refused.status === 0, problem: refused };
  }
  const first = await clients.work.call<C>(meta, input, options);
  if (first.ok || first.problem.status !== 401) return first;
  closeSession('work');
  const refused = await login();
  return refused ? { ok: false, offline: refused.status === 0, problem: refused } : clients.work.call<C>(meta, input, options);
}

/** Calls an operation as the customer of the opened link. */
export function callAsCustomer<C extends Contract>(meta: C['meta'], input: InputOf<C>, options?: CallOptions): Promise<Reply<OutputOf<C>>> {
  return clients.customer.call<C>(meta, input, options);
}
