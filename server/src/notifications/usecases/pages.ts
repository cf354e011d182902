import type { DeliveryTable } from '../store/deliveries.ts';

/** Whose pages a notice leads to: those of the one who does the work, or those of the office. */
export type Reader = 'installer' | 'staff';

/** Staff answer and act on the sidebar's page of an order; the installer's page has no place for that. */
const ORDER = { installer: 'packages/orders/pages/detail/index', staff: 'packages/sidebar/pages/order/index' } as const;
const HOME = { installer: 'pages/home/index', staff: 'packages/sidebar/pages/home/index' } as const;
const LEAVE = 'packages/orders/pages/leave/index';

/** Where the reader's day begins. */
export const homeUrl = (publicUrl: string, reader: Reader): string => `${publicUrl}/m/#/${HOME[reader]}`;

/** Whose pages a delivery opens: a colleague who only installs has no sidebar, also when the order is not theirs. */
export function readerOf({ audience }: Pick<DeliveryTable, 'audience'>, roles: readonly string[]): Reader {
  return audience === 'staff' && roles.some((role) => role !== 'installer') ? 'staff' : 'installer';
}

/** Address of the page that a member's notice leads to. */
export function memberUrl(publicUrl: string, delivery: Pick<DeliveryTable, 'page' | 'order_id' | 'subject_id'>, reader: Reader): string {
  // a card is tapped after it was answered, too: the day then shows what became of the offer
  if (delivery.page === 'offer') return `${homeUrl(publicUrl, 'installer')}${delivery.subject_id ? `?offer=${delivery.subject_id}` : ''}`;
  if (delivery.page === 'order') return `${publicUrl}/m/#/${ORDER[reader]}?id=${delivery.order_id}`;
  if (delivery.page === 'leave') return `${publicUrl}/m/#/${LEAVE}`;
  if (delivery.page === 'roster') return `${publicUrl}/roster`;
  return publicUrl;
}

/** Address of the customer's own page of an order. */
export const customerUrl = (publicUrl: string, linkToken: string): string =>
  `${publicUrl}/m/#/packages/customer/pages/order/index?t=${linkToken}`;

/** The page of a member's notice as a page of the mini-program. The notice's id keeps two that say the same apart. */
export function programPage(delivery: Pick<DeliveryTable, 'id' | 'order_id' | 'page'>, several: boolean, reader: Reader): string {
  if (!several && delivery.page === 'leave') return `${LEAVE}?notice=${delivery.id}`;
  return several ? `${HOME[reader]}?notice=${delivery.id}` : `${ORDER[reader]}?id=${delivery.order_id}&notice=${delivery.id}`;
}

/**
 * The address with the notice's own id in it: two notices that say the same are then two messages to WeCom, while a second try of one is the same message
 * and is not delivered twice.
 */
export function withNotice(url: string, deliveryId: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}notice=${deliveryId}`;
}
