import { newId } from '../../src/platform/ids.ts';

export interface Answer {
  readonly status: number;
  readonly replayed: boolean;
  // answers of many contracts pass through here; each test reads what it asserts
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of every shape
  readonly body: any;
}

/** Calls the API as one session, in raw JSON, so that a test can also send what no client would. */
export interface Caller {
  get(path: string): Promise<Answer>;
  /** Every call gets an Idempotency-Key of its own unless one is given. */
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  put(path: string, body: unknown, key?: string): Promise<Answer>;
  /** A file as the body. */
  octets(path: string, bytes: Buffer): Promise<Answer>;
  upload(kind: 'photo' | 'signature', bytes: Buffer): Promise<{ id: string; sha256: string }>;
}

export function callerAt(url: string, bearer: string): Caller {
  const headers = bearer === '' ? {} : { authorization: `Bearer ${bearer}` };
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(`${url}/api${path}`, { ...init, headers: { ...headers, ...init.headers } });
    return { status: answer.status, replayed: answer.headers.get('idempotent-replayed') === 'true', body: await answer.json() };
  };
  const send = (path: string, type: string, body: string | Uint8Array<ArrayBuffer>, key: string, method: 'POST' | 'PUT' = 'POST') =>
    ask(path, { method, headers: { 'content-type': type, 'idempotency-key': key }, body });
  return {
    get: (path) => ask(path),
    post: (path, body, key = newId()) => send(path, 'application/json', JSON.stringify(body), key),
    delete: (path) => ask(path, { method: 'DELETE', headers: { 'idempotency-key': newId() } }),
    put: (path, body, key = newId()) => send(path, 'application/json', JSON.stringify(body), key, 'PUT'),
    octets: (path, bytes) => send(path, 'application/octet-stream', new Uint8Array(bytes), newId()),
    async upload(kind, bytes) {
      const answer = await send(`/files?kind=${kind}`, 'image/png', new Uint8Array(bytes), newId());
      if (answer.status !== 200) throw new Error(`upload: ${JSON.stringify(answer.body)}`);
      const { id, sha256 } = answer.body;
      return { id, sha256 };
    },
  };
}
