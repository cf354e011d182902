import { type Client, createClient, type Transport } from '@mingdan/shared/contracts/client';

/** The typed client over Node's fetch, as the screens use it over theirs. */
export const fetchTransport: Transport = async ({ url, method, headers, body }) => {
  const response = await fetch(url, { method, headers: { ...headers }, ...(body === undefined ? {} : { body }), redirect: 'manual' });
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: isJson ? await response.json() : undefined };
};

/** A phone with this bearer; without one: nobody. */
export function phone(baseUrl: string, bearer?: string): Client {
  return createClient({
    baseUrl,
    transport: fetchTransport,
    headers: () => (bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
  });
}

/** A browser at the console, with its cookie, its origin and the token that `auth.me` gave it. */
export function browser(baseUrl: string, cookie: string, csrf: string | null): Client {
  const headers = { Cookie: `mingdan_session=${cookie}`, Origin: baseUrl, ...(csrf === null ? {} : { 'X-CSRF-Token': csrf }) };
  return createClient({ baseUrl, transport: fetchTransport, headers: () => headers });
}
