import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { hashToken, newToken } from '../../platform/ids.ts';
import { TICKET_MS } from '../domain/session-rules.ts';

/** Login tickets: made at the end of a redirect, redeemed once by the page that it led to. */
export type TicketStore = ReturnType<typeof createTicketStore>;

export function createTicketStore(fields: FieldCrypto) {
  const place = (hash: string) => ({ table: 'login_ticket', column: 'subject', rowId: hash });
  return {
    /** @returns the ticket, 256 random bits; only its hash is stored */
    async issue(tx: Tx, purpose: string, subject: string): Promise<string> {
      const ticket = newToken();
      const hash = hashToken(ticket);
      await tx.db
        .insertInto('login_ticket')
        .values({
          ticket_hash: hash,
          purpose,
          subject_enc: fields.encrypt(place(hash), subject),
          created_at: tx.now,
          expires_at: tx.now + TICKET_MS,
          used_at: null,
        })
        .execute();
      return ticket;
    },

    /** The subject, once; undefined for an unknown, expired or used ticket and for one of another purpose. Two at once: the condition lets one through. */
    async redeem(tx: Tx, purpose: string, ticket: string): Promise<string | undefined> {
      const hash = hashToken(ticket);
      const { numUpdatedRows } = await tx.db
        .updateTable('login_ticket')
        .set({ used_at: tx.now })
        .where('ticket_hash', '=', hash)
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', tx.now)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return undefined;
      const row = await tx.db
        .selectFrom('login_ticket')
        .select(['ticket_hash', 'subject_enc'])
        .where('ticket_hash', '=', hash)
        .executeTakeFirstOrThrow();
      return fields.decrypt(place(row.ticket_hash), row.subject_enc);
    },
  };
}
