import type { Problem } from '@mingdan/shared/contracts/client';
import type { CustomerView, customerFromChat } from '@mingdan/shared/contracts/customers';
import { customerFromChatMeta } from '@mingdan/shared/contracts/customers.meta';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../../../lib/api.ts';
import { currentContact } from '../../../../lib/bridge.ts';
import { newKey } from '../../../../lib/key.ts';
import { chooseCustomer, chosenCustomer } from '../../lib/customer.ts';

/** Who the chat is with: being found, found, or to be looked up by hand, with the server's reason where there is one. */
export type ChatCustomer =
  | { readonly step: 'finding' }
  | { readonly step: 'found'; readonly customer: CustomerView }
  | { readonly step: 'manual'; readonly problem: Problem | undefined };

/** Finds the customer of the chat that the sidebar stands beside. */
export function useChatCustomer(): { state: ChatCustomer; find: () => void; choose: (customer: CustomerView | null) => void } {
  const [state, setState] = useState<ChatCustomer>(() => {
    const known = chosenCustomer();
    return known ? { step: 'found', customer: known } : { step: 'finding' };
  });

  const choose = useCallback((customer: CustomerView | null) => {
    chooseCustomer(customer);
    setState(customer ? { step: 'found', customer } : { step: 'manual', problem: undefined });
  }, []);

  const find = useCallback(async () => {
    setState({ step: 'finding' });
    const externalUserid = await currentContact();
    if (externalUserid === null) return setState({ step: 'manual', problem: undefined });
    const reply = await call<typeof customerFromChat>(customerFromChatMeta, { externalUserid }, { idempotencyKey: newKey() });
    if (reply.ok) choose(reply.value);
    else setState({ step: 'manual', problem: reply.problem });
  }, [choose]);

  useEffect(() => {
    if (!chosenCustomer()) void find();
  }, [find]);

  return { state, find: () => void find(), choose };
}
