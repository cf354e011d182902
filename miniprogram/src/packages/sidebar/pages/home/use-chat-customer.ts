import type { Problem } from '@mingdan/shared/contracts/client';
import type { CustomerView, customerFromChat, getCustomer } from '@mingdan/shared/contracts/customers';
import { customerFromChatMeta, getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import { useDidShow } from '@tarojs/taro';
import { useCallback, useLayoutEffect, useState } from 'react';
import { call } from '../../../../lib/api.ts';
import { currentContact } from '../../../../lib/bridge.ts';
import { newKey } from '../../../../lib/key.ts';

import { beside, chooseCustomer, chosenCustomer, isBeside } from '../../lib/customer.ts';
import { loadRanker } from '../../lib/intake.ts';
import { askAhead } from './use-under-way.ts';

/** Who the chat is with: being found, found, or to be looked up by hand, with the server's reason where there is one. */
export type ChatCustomer =
  | { readonly step: 'finding' }
  | { readonly step: 'found'; readonly customer: CustomerView }
  | { readonly step: 'manual'; readonly problem: Problem | undefined };

/** Finds the customer of the chat that the sidebar stands beside. */
export function useChatCustomer(): { state: ChatCustomer; find: () => void; choose: (customer: CustomerView | null) => void } {
  const [state, setState] = useState<ChatCustomer>(() => {
    const known = isBeside() ? chosenCustomer() : null;
    return known ? { step: 'found', customer: known } : { step: 'finding' };
  });

  const choose = useCallback((customer: CustomerView | null) => {
    chooseCustomer(customer);
    setState(customer ? { step: 'found', customer } : { step: 'manual', problem: undefined });
  }, []);

  const find = useCallback(async () => {
    setState((before) => (before.step === 'finding' ? before : { step: 'finding' }));
    const asking = currentContact();
    // read while WeCom answers; whoever needs it asks again and hears what went wrong
    void loadRanker().catch(() => undefined);
    const externalUserid = await asking;
    beside(externalUserid);
    // chosen before the page was loaded anew, beside this same chat
    const before = chosenCustomer();
    if (before) {
      const fresh = await call<typeof getCustomer>(getCustomerMeta, { customerId: before.id });
      if (fresh.ok || fresh.offline) return choose(fresh.ok ? fresh.value : before);
      chooseCustomer(null);
    }
    if (externalUserid === null) return setState({ step: 'manual', problem: undefined });
    const reply = await call<typeof customerFromChat>(customerFromChatMeta, { externalUserid }, { idempotencyKey: newKey() });
    if (reply.ok) {
      askAhead(reply.value.id);
      choose(reply.value);
    } else setState({ step: 'manual', problem: reply.problem });
  }, [choose]);

  useLayoutEffect(() => {
    if (!isBeside() || !chosenCustomer()) void find();
  }, [find]);

  // another page may have found or made a customer meanwhile
  useDidShow(() => {
    const now = isBeside() ? chosenCustomer() : null;
    if (now) setState((before) => (before.step === 'found' && before.customer.id === now.id ? before : { step: 'found', customer: now }));
  });

  return { state, find: () => void find(), choose };
}
