import { kmText } from '@mingdan/shared/kernel/metres';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { text } from '@mingdan/shared/messages/index';
import { fullName } from '@mingdan/shared/region/region';

/** Before and after. */
type Change<T> = readonly [before: T, after: T];

/** What becomes of an order at its right address. */
export interface AddressChange {
  readonly regions: Change<string>;
  readonly outlets: Change<string | null>;
  /** Whole fen; null where the reader sees no money. */
  readonly charges: Change<number | null> | null;
  /** What was waived of it 减免, fen: the customer is asked for so much less. */
  readonly waived: number;
  readonly distances: Change<string | null>;
  readonly hasPoint: boolean;
  /** Kilometres from the nearest installer, where nobody has the order or will have it. */
  readonly nearestKm: string | null;
  readonly holder: { readonly name: string; readonly leaves: boolean } | null;
  /** Nobody has the order and somebody is being looked for: the search begins anew. */
  readonly isSearching: boolean;
}

export interface AddressConsequence {
  readonly kind: 'region' | 'outlet' | 'price' | 'distance' | 'holder' | 'told' | 'hears';
  readonly level: 'info' | 'warn';
  readonly text: string;
}

const yuan = (amount: number | null): string => (amount === null ? '待算' : formatYuan(fen(amount)));

/** The consequences in words, for whoever is about to save the address. What stays as it is is not told, save for the price: that is what people ask for. */
export function addressConsequences(change: AddressChange): readonly AddressConsequence[] {
  const { regions, outlets, charges, waived, distances, hasPoint, nearestKm, holder, isSearching } = change;
  const list: AddressConsequence[] = [];
  const say = (kind: AddressConsequence['kind'], level: AddressConsequence['level'], words: string) =>
    list.push({ kind, level, text: words });

  if (regions[0] !== regions[1]) say('region', 'info', `地区：${fullName(regions[0])} → ${fullName(regions[1])}`);
  if (outlets[0] !== outlets[1]) say('outlet', 'info', `服务网点：${outlets[0] ?? '无'} → ${outlets[1] ?? '无'}`);
  if (charges) {
    const same = charges[0] === charges[1];
    const asked = (charge: number | null) => yuan(charge === null ? null : charge - waived);
    const name = waived > 0 ? `应付（已减免 ${yuan(waived)}）` : '客户价';
    say(
      'price',
      same ? 'info' : 'warn',
      same ? `${name}不变：${asked(charges[1])}` : `${name}：${asked(charges[0])} → ${asked(charges[1])}`,
    );
  }
  if (holder?.leaves) say('holder', 'warn', `${holder.name}不服务这个地区，保存后退回派单，重新找师傅`);
  else if (holder) say('holder', 'info', `仍由${holder.name}上门`);
  if (isSearching) say('holder', 'warn', '还没有师傅接单：按新地址重新找师傅，之前没接的师傅可能再次收到这单');
  if (!hasPoint) say('distance', 'warn', '没有定位，距离未知，不计里程补贴');
  else if (holder && !holder.leaves && distances[0] !== distances[1])
    say('distance', 'info', `师傅距现场：${kmOrNot(distances[0])} → ${kmOrNot(distances[1])}`);
  else if (nearestKm !== null) say('distance', 'info', `距最近的师傅约 ${kmText(nearestKm)}`);
  if (holder) say('told', 'info', `${holder.name}会收到通知`);
  if (charges && charges[0] !== charges[1]) say('hears', 'info', text('told.customer'));
  return list;
}

const kmOrNot = (km: string | null): string => (km === null ? '未知' : kmText(km));
