import type { fileLink } from '@mingdan/shared/contracts/files';
import { fileLinkMeta } from '@mingdan/shared/contracts/files.meta';
import { useEffect, useState } from 'react';
import { call, callAsCustomer } from '../lib/api.ts';
import { API_ORIGIN } from '../lib/place.ts';
import type { Face } from '../lib/session.ts';

/** Addresses of stored pictures by file id; a picture that may not be seen, or not now, has none. They last a few minutes. */
export function useFileLinks(face: Face, ids: readonly string[]): Readonly<Record<string, string>> {
  const [links, setLinks] = useState<Readonly<Record<string, string>>>({});
  const key = ids.join(' ');
  useEffect(() => {
    let current = true;
    const ask = face === 'customer' ? callAsCustomer : call;
    for (const fileId of key === '' ? [] : key.split(' ')) {
      void ask<typeof fileLink>(fileLinkMeta, { fileId }).then((reply) => {
        if (current && reply.ok) setLinks((before) => ({ ...before, [fileId]: absolute(reply.value.url) }));
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
