import type { fileLink } from '@mingdan/shared/contracts/files';
import { fileLinkMeta } from '@mingdan/shared/contracts/files.meta';
import { useEffect, useState } from 'react';
import { call, callAsCustomer } from '../lib/api.ts';
import { showBytes } from '../lib/bytes.ts';
import { isLocal } from '../lib/local-files.ts';
import { API_ORIGIN } from '../lib/place.ts';
import type { Face } from '../lib/session.ts';

/** Addresses on this phone, by file id: what was just taken is not loaded back from the server. */
const onPhone = new Map<string, string>();

/** From now on the stored picture is shown from the phone's own copy. */
export function showFromPhone(storedId: string, localId: string): void {
  const url = onPhone.get(localId);
  if (url !== undefined) onPhone.set(storedId, url);
}

/** Addresses of pictures by file id, on the server or still on this phone; a picture that may not be seen, or not now, has none. They last a few minutes. */
export function useFileLinks(face: Face, ids: readonly string[]): Readonly<Record<string, string>> {
  const [links, setLinks] = useState<Readonly<Record<string, string>>>({});
  const key = ids.join(' ');
  useEffect(() => {
    let current = true;
    const ask = face === 'customer' ? callAsCustomer : call;
    const know = (fileId: string, url: string) => setLinks((before) => ({ ...before, [fileId]: url }));
    for (const fileId of key === '' ? [] : key.split(' ')) {
      const here = onPhone.get(fileId);
      if (here !== undefined) {
        know(fileId, here);
        continue;
      }
      if (isLocal(fileId)) {
        void showBytes(fileId).then((url) => {
          if (url === undefined) return;
          onPhone.set(fileId, url);
          if (current) know(fileId, url);
        });
        continue;
      }
      void ask<typeof fileLink>(fileLinkMeta, { fileId }).then((reply) => {
        if (current && reply.ok) know(fileId, absolute(reply.value.url));
      });
    }
    return () => {
      current = false;
    };
  }, [face, key]);
  return links;
}

/** The server's own addresses begin with a slash; a mini-program needs them whole. */
export function absolute(url: string): string {
  return url.startsWith('/') ? API_ORIGIN + url : url;
}
