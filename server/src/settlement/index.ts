import * as cash from '@mingdan/shared/contracts/cash';
import { listSettlements, myEarnings, orderEarnings, orderSettlement, trialBalance } from '@mingdan/shared/contracts/settlement';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { IdentityApi } from '../identity/index.ts';
import { moneyCollected, orderCompleted, waiverChanged } from '../orders/events.ts';
import type { OrdersApi } from '../orders/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { UnitOfWork } from '../platform/db/unit-of-work.ts';
import { readsEarly, route } from '../platform/http/route.ts';
import { on } from '../platform/outbox/definitions.ts';
import type { PersonNames } from '../platform/people.ts';
import type { PricingApi } from '../pricing/index.ts';
import { ACCOUNTS, type Account } from './domain/posting.ts';
import { accountTotals, countPostings, settlementMigrations } from './store/ledger.ts';
import { createHandovers } from './usecases/handovers.ts';
import { createPostCompletion } from './usecases/post-completion.ts';
import { createPostMoney } from './usecases/post-money.ts';
import { createPostWaiver } from './usecases/post-waiver.ts';
import { readCash, readInstallerCash } from './views/cash.ts';
import { readMyEarnings, readOrderEarnings } from './views/earnings.ts';
import { readOrderSettlement, readSettlements } from './views/order-settlement.ts';

/** Settlement 结算: the ledger and what is read from it. */
export function createSettlement(deps: {
  uow: UnitOfWork;
  orders: OrdersApi;
  identity: IdentityApi;
  pricing: PricingApi;
  names: PersonNames;
}): Capability {
  const { uow } = deps;
  const postCompletion = createPostCompletion(deps);
  const postMoney = createPostMoney(deps);
  const postWaiver = createPostWaiver(deps);
  const handovers = createHandovers(deps);
  return {
    name: 'settlement',
    migrations: settlementMigrations,
    subscriptions: [
      on(orderCompleted, 'settlement.post-completion', async (completed, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => postCompletion(tx, completed));
      }),
      on(moneyCollected, 'settlement.post-money', async (collected, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => postMoney(tx, collected));
      }),
      on(waiverChanged, 'settlement.post-waiver', async (changed, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => postWaiver(tx, changed));
      }),
    ],
    routes: [
      route(orderEarnings, (input, origin) =>
        uow.read(origin, async (tx) => {
          const earnings = await readOrderEarnings(tx, deps, input.orderId);
          return earnings ? ok(earnings) : refuse('settlement.not_found');
        }),
      ),
      readsEarly(route(myEarnings, (input, origin) => uow.read(origin, async (tx) => ok(await readMyEarnings(tx, deps, input.month))))),
      route(orderSettlement, (input, origin) =>
        uow.read(origin, async (tx) => {
          const settlement = await readOrderSettlement(tx, deps, input.orderId);
          return settlement ? ok(settlement) : refuse('settlement.not_found');
        }),
      ),
      route(listSettlements, (input, origin) => uow.read(origin, async (tx) => ok(await readSettlements(tx, deps, input)))),
      route(cash.listCash, (_input, origin) => uow.read(origin, async (tx) => ok(await readCash(tx, deps)))),
      route(cash.installerCash, ({ installerId }, origin) =>
        uow.read(origin, async (tx) => {
          const found = await readInstallerCash(tx, deps, installerId);
          return found ? ok(found) : refuse('people.not_found');
        }),
      ),
      route(cash.recordHandover, (input, origin) => uow.run(origin, (tx) => handovers.record(tx, input))),
      route(cash.voidHandover, (input, origin) => uow.run(origin, (tx) => handovers.voidOne(tx, input))),
      route(trialBalance, (_input, origin) =>
        uow.read(origin, async (tx) => {
          const accounts = (await accountTotals(tx)).map((row) => ({
            ...row,
            name: ACCOUNTS[row.account as Account] ?? row.account,
            balance: row.debit - row.credit,
          }));
          const debit = accounts.reduce((sum, row) => sum + row.debit, 0);
          const credit = accounts.reduce((sum, row) => sum + row.credit, 0);
          return ok({ accounts, debit, credit, balanced: debit === credit, postings: await countPostings(tx) });
        }),
      ),
    ],
  };
}
