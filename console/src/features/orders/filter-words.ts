import { label } from '@mingdan/shared/messages/index';
import { t as list } from './list-messages.ts';
import { t } from './messages.ts';
import type { OrderFilters } from './operations.ts';

export type FilterKey = keyof OrderFilters;

type Say = (value: string) => string;
const named =
  (what: string): Say =>
  (value) =>
    `${what}：${value}`;

/** How each filter reads as a chip. Ids stand for themselves only where no name is at hand: the chip then says what kind it is. */
const WORDS: Readonly<Record<FilterKey, Say>> = {
  attention: (value) => label('order.attention', value),
  state: (value) => label('order.state', value),
  phase: (value) => label('order.phase', value),
  settlementState: (value) => `${t('list.settlement')}：${label('order.settlement', value)}`,
  payState: (value) => `${list('filter.pay')}：${label('pay.state', value)}`,
  urgency: (value) => label('order.urgency', value),
  region: named(list('filter.region')),
  outletId: () => list('filter.outlet'),
  installerId: () => list('filter.installer'),
  customerId: () => list('filter.customer'),
  templateCode: named(list('filter.template')),
  source: (value) => `${list('filter.source')}：${label('order.source', value)}`,
  slotFrom: named(list('filter.from', { what: list('filter.slot') })),
  slotTo: named(list('filter.to', { what: list('filter.slot') })),
  createdFrom: named(list('filter.from', { what: list('filter.created') })),
  createdTo: named(list('filter.to', { what: list('filter.created') })),
  finishedFrom: named(list('filter.from', { what: list('filter.finished') })),
  finishedTo: named(list('filter.to', { what: list('filter.finished') })),
  finished: () => list('filter.finishedYes'),
  createdBy: () => list('filter.mine'),
  q: named(list('filter.q')),
};

/** What is set, in words, in a fixed order. */
export function filterWords(filters: OrderFilters): readonly { readonly key: FilterKey; readonly words: string }[] {
  return (Object.keys(WORDS) as FilterKey[]).flatMap((key) => {
    const value = filters[key];
    return value === undefined ? [] : [{ key, words: WORDS[key](value) }];
  });
}

/** Whether two sets of filters ask for the same, leaving out what no view keeps: the search and the customer. */
export function sameView(a: OrderFilters, b: OrderFilters): boolean {
  const kept = ({ q: _q, customerId: _customer, ...rest }: OrderFilters) =>
    JSON.stringify(
      Object.entries(rest)
        .filter(([, value]) => value !== undefined)
        .sort(),
    );
  return kept(a) === kept(b);
}
