import Taro from '@tarojs/taro';
import { isDesk } from '../../../../lib/session.ts';

/** Whether staff are at work here: they came from the order's page for them, which says so in the address, or are known to be no installers. */
export function isStaffHere(params: Readonly<Record<string, string | undefined>>): boolean {
  return params['desk'] === '1' || isDesk();
}

/** To the order's page for staff. Not a step back: a page in a frame shares its history with the frames beside it. */
export function toStaffPage(orderId: string): void {
  void Taro.reLaunch({ url: `/packages/sidebar/pages/order/index?id=${orderId}` });
}
