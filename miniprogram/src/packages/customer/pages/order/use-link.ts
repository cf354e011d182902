import type { Problem } from '@mingdan/shared/contracts/client';
import type { openLink } from '@mingdan/shared/contracts/customer-page';
import { openLinkMeta } from '@mingdan/shared/contracts/customer-page.meta';
import { useCallback, useEffect, useRef, useState } from 'react';
import { callOpenly, speakForLink } from '../../../../lib/api.ts';
import { customerLogin, customerTicket } from '../../../../lib/login.ts';
import { client, IS_H5 } from '../../../../lib/place.ts';
import { bearerOf, closeSession, openSession } from '../../../../lib/session.ts';

/** How far we are with the link: being opened, to be confirmed by the last four digits, open, or refused. `login`: why WeChat's own login came to nothing and may be tried again. */
export type Link =
  | { readonly step: 'opening' }
  | { readonly step: 'ask'; readonly problem: Problem | undefined; readonly sending: boolean; readonly login: string | null }
  | { readonly step: 'open' }
  | { readonly step: 'refused'; readonly problem: Problem; readonly offline: boolean };

/**
 * Opens the link of one order. In WeChat the platform's login says who is there; elsewhere the last four digits of the phone do. A link opened
 * before on this phone stays open.
 */
export function useLink(token: string): { link: Link; confirm: (phoneLast4: string) => void; again: () => void } {
  const [link, setLink] = useState<Link>({ step: 'opening' });
  const started = useRef(false);

  const open = useCallback(
    async (proof: { ticket?: string; phoneLast4?: string }) => {
      const reply = await callOpenly<typeof openLink>('customer', openLinkMeta, { token, ...proof });
      if (reply.ok) {
        openSession('customer', reply.value.bearer, token);
        return setLink({ step: 'open' });
      }
      const { code, detail, status } = reply.problem;
      // wrong digits may be tried again, and after a login that could not be used there is still the question
      const mayAsk = code === 'auth.ticket_invalid' || code === 'auth.link_locked' || status === 422 || detail['left'] !== undefined;
      if (mayAsk) return setLink({ step: 'ask', problem: proof.phoneLast4 ? reply.problem : undefined, sending: false, login: null });
      // what digits may not open belongs to whoever logged in: that is final here
      setLink({ step: 'refused', problem: reply.problem, offline: reply.offline });
    },
    [token],
  );

  const begin = useCallback(async () => {
    setLink({ step: 'opening' });
    speakForLink(token);
    if (bearerOf('customer', token) !== null) return setLink({ step: 'open' });
    const ticket = await customerTicket();
    if (ticket !== null) return open({ ticket });
    const refused = IS_H5 && client() === 'wechat' ? await customerLogin() : null;
    // a member of the company is told so by every login: only the digits go on
    setLink({ step: 'ask', problem: undefined, sending: false, login: refused === 'auth.link_wrong_person' ? null : refused });
  }, [token, open]);

  useEffect(() => {
    if (started.current || token === '') return;
    started.current = true;
    void begin();
  }, [token, begin]);

  const confirm = (phoneLast4: string) => {
    setLink({ step: 'ask', problem: undefined, sending: true, login: null });
    void open({ phoneLast4 });
  };
  const again = () => {
    closeSession('customer');
    void begin();
  };
  return { link, confirm, again };
}
