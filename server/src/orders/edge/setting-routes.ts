import {
  customerBillSetting,
  customerServiceSetting,
  saveCustomerBillSetting,
  saveCustomerServiceSetting,
} from '@mingdan/shared/contracts/company-settings';
import { ok } from '@mingdan/shared/kernel/result';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { type RouteBinding, route } from '../../platform/http/route.ts';
import { readSetting, saveSetting } from '../../platform/settings/company-settings.ts';
import { CUSTOMER_BILL, CUSTOMER_SERVICE } from '../settings.ts';

/** What the company chose for its customers' pages. */
export function settingRoutes(uow: UnitOfWork): readonly RouteBinding[] {
  return [
    route(customerBillSetting, (_input, origin) => uow.read(origin, async (tx) => ok(await readSetting(tx, CUSTOMER_BILL)))),
    route(saveCustomerBillSetting, (input, origin) => uow.run(origin, (tx) => saveSetting(tx, CUSTOMER_BILL, input))),
    route(customerServiceSetting, (_input, origin) => uow.read(origin, async (tx) => ok(await readSetting(tx, CUSTOMER_SERVICE)))),
    route(saveCustomerServiceSetting, (input, origin) => uow.run(origin, (tx) => saveSetting(tx, CUSTOMER_SERVICE, input))),
  ];
}
