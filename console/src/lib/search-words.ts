import { useRouterState } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The words that were looked for here, sealed; see {@link rememberWords}. */
    words?: string;
  }
}

const NONCE_BYTES = 12;
/** Words by what the history holds for them: nobody waits for what this page has written or opened itself. */
const remembered = new Map<string, string>();

/**
 * What somebody looks for may be a person's name or telephone number: it stands in no address, and the browser's history keeps it sealed with a secret of
 * the session, which lies in no storage. Going back and a reload find the words again; after logging out, and for whoever else reads the history, there are none.
 *
 * @param secret the session's CSRF token; null, or a page that was not loaded securely: the words are remembered until the page is loaded anew
 * @returns the state to navigate with
 */
export async function rememberWords(words: string | undefined, secret: string | null): Promise<{ words?: string }> {
  if (words === undefined) return {};
  const sealed = await seal(words, secret);
  remembered.set(sealed, words);
  return { words: sealed };
}

/** Opens what the history holds, for {@link useSearchWords} to show. What another session sealed stays closed. */
export async function openWords(sealed: string | undefined, secret: string | null): Promise<void> {
  if (sealed === undefined || remembered.has(sealed) || secret === null || !hasCrypto()) return;
  try {
    const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0));
    const iv = bytes.subarray(0, NONCE_BYTES);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(secret), bytes.subarray(NONCE_BYTES));
    remembered.set(sealed, new TextDecoder().decode(plain));
  } catch {
    // another session's, or not ours at all: an empty search
  }
}

/** The words that were looked for at this place in the history; undefined for none. */
export function useSearchWords(): string | undefined {
  const sealed = useRouterState({ select: ({ location }) => location.state.words });
  return sealed === undefined ? undefined : remembered.get(sealed);
}

/** Browsers give it to pages that were loaded securely, and from this machine. */
const hasCrypto = (): boolean => (globalThis.crypto as Crypto | undefined)?.subtle !== undefined;

async function seal(words: string, secret: string | null): Promise<string> {
  if (secret === null || !hasCrypto()) return Math.random().toString(36).slice(2);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(secret), new TextEncoder().encode(words));
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(closed)));
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`search words ${secret}`));
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
