import * as z from 'zod';
import { epochMs, fenOrHidden, formValues, id, line } from './common.ts';
import { askConsentMeta, decideConsentMeta } from './consents.meta.ts';
import { defineContract } from './define.ts';

/**
 * asked 待同意 · agreed 已同意 · declined 不同意 (what was done all the same stays unsettled) · replaced: asked anew with other lines, or no longer needed.
 */
export const consentStatus = z.enum(['asked', 'agreed', 'declined', 'replaced']);

/** An extra line 增项: how much more of an item than was agreed, and what that adds to the bill. */
export const consentLine = z.object({ item: z.string(), name: z.string(), unit: z.string(), quantity: z.string(), charge: fenOrHidden });

/** Extra lines that an installer asks the customer to agree to. */
export const consentView = z.object({
  id,
  status: consentStatus,
  /** Fingerprint of the lines and their price: what the customer agrees to. */
  hash: z.string(),
  lines: z.array(consentLine),
  /** What the lines add to the bill. */
  charge: fenOrHidden,
  /** The whole bill with them. */
  total: fenOrHidden,
  /** File ids of pictures that show why. */
  photos: z.array(id),
  note: z.string(),
  askedAt: epochMs,
  askedBy: z.string(),
  decidedAt: epochMs.nullable(),
  /** How the customer decided: on the own page, or by signing the bill that holds the lines. */
  decidedBy: z.enum(['customer_page', 'signature']).nullable(),
  /** True when the visit was finished without these lines: they are 待同意 and not settled. */
  unsettled: z.boolean(),
});

export const askConsent = defineContract(askConsentMeta, {
  input: z.strictObject({
    orderId: id,
    /** All lines as they would stand on the bill, not only the extra ones: the server finds what goes beyond the agreement. */
    lines: z.array(line).min(1).max(100),
    /** Values being typed that may feed the price, as for the bill preview. */
    values: formValues.default({}),
    photoFileIds: z.array(id).max(6).default([]),
    note: z.string().trim().max(200).default(''),
  }),
  output: consentView,
  refusals: [
    'orders.not_found',
    'orders.not_open',
    'orders.not_assigned',
    'orders.nothing_to_agree',
    'pricing.not_priceable',
    'files.not_found',
  ],
});

export const decideConsent = defineContract(decideConsentMeta, {
  input: z.strictObject({
    consentId: id,
    hash: z.string().max(80),
    agree: z.boolean(),
    reason: z.string().trim().max(200).optional(),
  }),
  output: z.object({ status: consentStatus, decidedAt: epochMs }),
  refusals: ['orders.not_found', 'orders.consent_gone', 'orders.consent_changed', 'auth.link_wrong_person', 'pricing.not_priceable'],
});

export type ConsentView = z.output<typeof consentView>;
export type ConsentLine = z.output<typeof consentLine>;
export type AskConsentInput = z.input<typeof askConsent.input>;
