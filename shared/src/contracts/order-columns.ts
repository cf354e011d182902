import type { MoneyField } from './roles.ts';

/** Columns that an export of orders can have, in their usual order. */
export const EXPORT_COLUMN_KEYS = [
  'number',
  'template',
  'state',
  'phase',
  'settlement',
  'urgency',
  'region',
  'contact',
  'customer',
  'phone',
  'address',
  'installer',
  'outlet',
  'slot',
  'charge',
  'due',
  'collected',
  'owing',
  'settle',
  'earn',
  'cost',
  'profit',
  'source',
  'created',
  'finished',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMN_KEYS)[number];

/** Columns that hold money, each with the figure that a reader must see; for whoever does not, the column is left out. */
export const EXPORT_MONEY: Readonly<Partial<Record<ExportColumn, MoneyField>>> = {
  charge: 'charge',
  due: 'charge',
  collected: 'charge',
  owing: 'charge',
  settle: 'settle',
  earn: 'earn',
  cost: 'cost',
  profit: 'profit',
};
