/** Why a customer objects to a bill; words: `order.objection.*` of the message catalogue. */
export const OBJECTIONS = ['price', 'items', 'work', 'other'] as const;
/** One of {@link OBJECTIONS}. */
export type Objection = (typeof OBJECTIONS)[number];
