import type { Tx } from '../../platform/db/unit-of-work.ts';
import { type ExtraLine, plusLines, sameLines } from '../domain/agreement.ts';
import { noticeAsked } from '../events.ts';
import { agreedOf, type Consent, consentsOf, insertConsent, replaceAsked, saveAgreed, updateConsent } from '../store/consents.ts';
import type { VisitTable } from '../store/migrations.ts';
import { tell } from '../store/timeline.ts';
import type { Work } from './drive-flow.ts';

/** Asks the customer, who hears of it. */
export async function askFor(
  tx: Tx,
  orderId: string,
  visit: VisitTable,
  ask: { extra: readonly ExtraLine[]; book: string; total: number; photos: readonly string[]; note: string },
): Promise<Consent> {
  const { extra: lines, ...rest } = ask;
  const consent = await insertConsent(tx, { orderId, visitId: visit.id, lines, ...rest });
  await tell(tx, orderId, [{ type: 'consent_asked', detail: { charge: consent.charge } }]);
  await tx.audit({
    action: 'orders.consent_asked',
    subject: { type: 'order', id: orderId },
    after: { consentId: consent.id, hash: consent.hash, lines, total: ask.total },
  });
  await tx.outbox.append(noticeAsked, { orderId, template: 'consent-asked', to: { type: 'customer' }, node: '' });
  return consent;
}

/**
 * What becomes of questions when their visit is finished: a signature under the whole bill agrees to its lines; lines that nobody agreed to wait
 * 待同意, asked once; what the customer declined stays declined.
 */
export async function closeConsents(
  tx: Tx,
  work: Work,
  { visit, extra, book, total, signed }: { visit: VisitTable; extra: readonly ExtraLine[]; book: string; total: number; signed: boolean },
): Promise<void> {
  const all = (await consentsOf(tx, work.row.id)).filter((consent) => consent.visit_id === visit.id);
  const same = (status: Consent['status']) => all.find((consent) => consent.status === status && sameLines(consent.lines, extra));
  const asked = same('asked');
  if (signed && extra.length > 0) {
    await saveAgreed(tx, visit, plusLines(await agreedOf(tx, visit), extra));
    if (asked) await updateConsent(tx, asked.id, { status: 'agreed', decided_by: 'signature', decided_at: tx.now });
  }
  if (extra.length === 0 || signed) {
    await replaceAsked(tx, visit.id);
    return;
  }
  const declined = same('declined');
  if (declined) {
    await replaceAsked(tx, visit.id);
    await updateConsent(tx, declined.id, { unsettled: 1 });
    return;
  }
  const standing = asked?.total === total ? asked : await askFor(tx, work.row.id, visit, { extra, book, total, photos: [], note: '' });
  await updateConsent(tx, standing.id, { unsettled: 1 });
}
