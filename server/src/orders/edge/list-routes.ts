import {
  cancelOrderBatch,
  countOrders,
  getOrderBatch,
  listOrderBatches,
  startDispatchActs,
  startOrderActs,
  startOrderExport,
} from '@mingdan/shared/contracts/order-batches';
import { deleteOrderView, listOrderViews, saveOrderView, workbenchOrders } from '@mingdan/shared/contracts/order-views';
import { listOrders, myOrders } from '@mingdan/shared/contracts/orders';
import { ok } from '@mingdan/shared/kernel/result';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { Exports } from '../../platform/exports/index.ts';
import { type RouteBinding, readsEarly, route } from '../../platform/http/route.ts';
import type { BatchStore } from '../store/batches.ts';
import { cancelBatch, countList, readBatch, readBatches, startActs, startExport } from '../usecases/batches.ts';
import { readViews, removeView, saveView } from '../usecases/saved-views.ts';
import { isOneStatement, readMyOrders, readOrderList } from '../views/order-lists.ts';
import type { ViewDeps } from '../views/order-view.ts';
import { readWorkbench } from '../views/workbench.ts';

interface Parts extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly exports: Exports;
  readonly batches: BatchStore;
}

/** Many orders: lists, saved views, acts on all of a list and exports of it, an installer's day, the workbench. */
export function listRoutes(parts: Parts): readonly RouteBinding[] {
  const { uow, exports, batches, names } = parts;
  const acting = { batches, view: parts };
  return [
    readsEarly(
      route(listOrders, (input, origin) => {
        const read = isOneStatement(input) ? uow.glance : uow.read;
        return read(origin, async (tx) => ok(await readOrderList(tx, parts, input)));
      }),
    ),
    route(startOrderActs, (input, origin) => uow.run(origin, (tx) => startActs(tx, acting, input))),
    route(startDispatchActs, (input, origin) => uow.run(origin, (tx) => startActs(tx, acting, input))),
    route(countOrders, (input, origin) => uow.read(origin, async (tx) => ok(await countList(tx, parts, input)))),
    route(startOrderExport, (input, origin) => uow.run(origin, (tx) => startExport(tx, batches, input))),
    route(getOrderBatch, (input, origin) => uow.read(origin, (tx) => readBatch(tx, exports, input.batchId))),
    route(listOrderBatches, (_input, origin) => uow.read(origin, async (tx) => ok({ items: await readBatches(tx) }))),
    route(cancelOrderBatch, (input, origin) => uow.run(origin, (tx) => cancelBatch(tx, input.batchId))),
    route(listOrderViews, (_input, origin) => uow.read(origin, async (tx) => ok(await readViews(tx, names)))),
    route(saveOrderView, (input, origin) => uow.run(origin, (tx) => saveView(tx, input))),
    route(deleteOrderView, (input, origin) => uow.run(origin, (tx) => removeView(tx, input.viewId))),
    route(workbenchOrders, (_input, origin) => uow.read(origin, async (tx) => ok(await readWorkbench(tx)))),
    route(myOrders, (input, origin) => uow.read(origin, async (tx) => ok(await readMyOrders(tx, parts, input.day)))),
  ];
}
