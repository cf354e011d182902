import type { customerFromChat } from '@mingdan/shared/contracts/customers';
import { customerFromChatMeta } from '@mingdan/shared/contracts/customers.meta';
import { call } from '../../../lib/api.ts';
import { currentContact } from '../../../lib/bridge.ts';
import { newKey } from '../../../lib/key.ts';
import { t } from '../../../messages/staff.ts';

/**
 * Why a card about this customer must not go into the chat that the sidebar stands beside, in words: one customer's page is nobody else's to open. Null where the
 * chat is this customer's, or where WeCom does not say whose it is (it then sends nothing either).
 */
export async function whyNotThisChat(customerId: string): Promise<string | null> {
  const externalUserid = await currentContact();
  if (externalUserid === null) return null;
  const reply = await call<typeof customerFromChat>(customerFromChatMeta, { externalUserid }, { idempotencyKey: newKey() });
  if (!reply.ok) return t('staff.chatUnsure');
  return reply.value.id === customerId ? null : t('staff.wrongChat', { name: reply.value.name });
}
