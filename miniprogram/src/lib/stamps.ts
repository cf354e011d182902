import type { InputOf } from '@mingdan/shared/contracts/client';
import type { customerStamp, listStamp, myStamp, orderStamp } from '@mingdan/shared/contracts/stamps';
import { customerStampMeta, listStampMeta, myStampMeta, orderStampMeta } from '@mingdan/shared/contracts/stamps.meta';
import { call, callAsCustomer } from './api.ts';

/** The stamp 版本戳 of what a page shows; undefined where none came. */
export type Look = () => Promise<string | undefined>;

/** Of one order, for staff and installers. */
export const orderLook =
  (orderId: string): Look =>
  async () => {
    // a page that is being left has no parameters any more
    if (orderId === '') return undefined;
    const reply = await call<typeof orderStamp>(orderStampMeta, { orderId });
    return reply.ok ? reply.value.stamp : undefined;
  };

/** Of the installer's day. */
export const dayLook: Look = async () => {
  const reply = await call<typeof myStamp>(myStampMeta, {});
  return reply.ok ? reply.value.stamp : undefined;
};

/** Of a list of orders in the sidebar. */
export const listLook =
  (input: InputOf<typeof listStamp>): Look =>
  async () => {
    const reply = await call<typeof listStamp>(listStampMeta, input);
    return reply.ok ? reply.value.stamp : undefined;
  };

/** Of the order that a customer's link is for. */
export const customerLook: Look = async () => {
  const reply = await callAsCustomer<typeof customerStamp>(customerStampMeta, {});
  return reply.ok ? reply.value.stamp : undefined;
};
