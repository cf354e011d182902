import { newId } from '../../server/src/platform/ids.ts';
import { ask, control } from './people.ts';
import type { Product } from './product.ts';

export interface Answer {
  readonly status: number;
  // answers of many contracts pass through here; the journeys read what they assert
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every shape
  readonly body: any;
}

/** Calls the API as one session. Writes get a fresh Idempotency-Key unless one is given. */
export interface Caller {
  readonly token: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  upload(kind: 'photo' | 'signature', bytes: Buffer): Promise<{ id: string; sha256: string }>;
}

export function callerWith(product: Product, token: string): Caller {
  const base = `${product.addresses.server}/api`;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const read = async (answer: Response): Promise<Answer> => ({ status: answer.status, body: await answer.json() });
  const write = async (method: 'POST' | 'PUT', path: string, body: unknown, key: string) =>
    read(
      await fetch(`${base}${path}`, {
        method,
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
    );
  return {
    token,
    get: async (path) => read(await fetch(`${base}${path}`, { headers })),
    post: (path, body, key = newId()) => write('POST', path, body, key),
    put: (path, body) => write('PUT', path, body, newId()),
    async upload(kind, bytes) {
      const answer = await fetch(`${base}/files?kind=${kind}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'image/png', 'idempotency-key': newId() },
        body: new Uint8Array(bytes),
      });
      const body = (await answer.json()) as { id: string; sha256: string };
      if (!answer.ok) throw new Error(`upload: ${JSON.stringify(body)}`);
      return body;
    },
  };
}

/** Logs a member in as the mini-program inside WeCom does. */
export async function loginAs(product: Product, userid: string): Promise<Caller> {
  const { code } = (await control(product, 'code', { kind: 'js-wecom', person: userid })) as { code: string };
  const answer = await fetch(`${product.addresses.server}/auth/weapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, kind: 'wecom' }),
  });
  const body = (await answer.json()) as { token?: string };
  if (!body.token) throw new Error(`login of ${userid}: ${answer.status} ${JSON.stringify(body)}`);
  return callerWith(product, body.token);
}

/** The external contact whose name is this. */
export async function externalUserid(product: Product, name: string): Promise<string> {
  const people = (await ask(product, 'people')) as { customers: { name: string; externalUserid: string }[] };
  return people.customers.find((customer) => customer.name === name)!.externalUserid;
}

/** The smallest picture that is one. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
