import type { OutputOf, Problem } from '@mingdan/shared/contracts/client';
import type { CustomerView, getCustomer } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import type { UnderWay } from '@mingdan/shared/contracts/desk';
import type { listTemplates } from '@mingdan/shared/contracts/templates';
import { listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
import { useDidShow } from '@tarojs/taro';
import { useCallback, useLayoutEffect, useState } from 'react';
import { call } from '../../../../lib/api.ts';
import { currentContact } from '../../../../lib/bridge.ts';
import { openChat, takeChatAhead } from '../../../../lib/chat.ts';
import { within } from '../../../../lib/deadline.ts';
import { beside, chooseCustomer, chosenCustomer, isChoiceOfThisPage } from '../../lib/customer.ts';
import { loadRanker } from '../../lib/intake.ts';

/** What the page shows beside the customer. */
export interface First {
  readonly underWay: UnderWay;
  /** Undefined where the server has not answered yet, or not well: the page asks then. */
  readonly templates: OutputOf<typeof listTemplates> | undefined;
}

/** Milliseconds that a customer who was found waits for the templates, so that nothing moves under the thumb. */
const TEMPLATES_MS = 600;

/** What puts the templates in order is read with them; whoever needs it asks again and hears what went wrong. */
async function askTemplates(): Promise<First['templates']> {
  const [reply] = await Promise.all([call<typeof listTemplates>(listTemplatesMeta, {}), loadRanker().catch(() => undefined)]);
  return reply.ok ? reply.value : undefined;
}

/** Who the chat is with: being found, found, or to be looked up by hand, with the server's reason where there is one. */
export type ChatCustomer =
  | { readonly step: 'finding' }
  /** `first`: what came with the customer, so that the page is drawn once. */
  | { readonly step: 'found'; readonly customer: CustomerView; readonly first?: First }
  | { readonly step: 'manual'; readonly problem: Problem | undefined };

/** Finds the customer of the chat that the sidebar stands beside. */
export function useChatCustomer(): { state: ChatCustomer; find: () => void; choose: (customer: CustomerView | null) => void } {
  const [state, setState] = useState<ChatCustomer>(() => {
    const known = isChoiceOfThisPage() ? chosenCustomer() : null;
    return known ? { step: 'found', customer: known } : { step: 'finding' };
  });

  const choose = useCallback((customer: CustomerView | null) => {
    chooseCustomer(customer);
    setState(customer ? { step: 'found', customer } : { step: 'manual', problem: undefined });
  }, []);

  const find = useCallback(async () => {
    setState((before) => (before.step === 'finding' ? before : { step: 'finding' }));
    const ahead = takeChatAhead();
    const asking = ahead?.contact ?? currentContact();
    // read while WeCom answers
    const templates = askTemplates();
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
    const reply = (await ahead?.opened) ?? (await openChat(externalUserid));
    if (!reply.ok) return setState({ step: 'manual', problem: reply.problem });
    const { customer, underWay } = reply.value;
    const first = { underWay, templates: await within(TEMPLATES_MS, templates).catch(() => undefined) };
    chooseCustomer(customer);
    setState({ step: 'found', customer, first });
  }, [choose]);

  useLayoutEffect(() => {
    if (!isChoiceOfThisPage() || !chosenCustomer()) void find();
  }, [find]);

  // another page may have found or made a customer meanwhile
  useDidShow(() => {
    const now = isChoiceOfThisPage() ? chosenCustomer() : null;
    if (now) setState((before) => (before.step === 'found' && before.customer.id === now.id ? before : { step: 'found', customer: now }));
  });

  return { state, find: () => void find(), choose };
}
