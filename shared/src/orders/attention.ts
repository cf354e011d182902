/** Reasons why an order needs somebody, as lists are narrowed by them. What each means: `order.attention.*` of the message catalogue. */
export const ATTENTION = [
  'parked',
  'todayUnassigned',
  'disputed',
  'question',
  'punch',
  'overlap',
  'late',
  'overdue',
  'atRisk',
  'waiting',
  'unplanned',
  'consent',
  'unsigned',
  'untold',
  'suspended',
] as const;
export type Attention = (typeof ATTENTION)[number];
