import type { SubscriptionsView } from '@mingdan/shared/contracts/customer-page';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { OrdersApi } from '../../orders/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { SubscribeAnswer, Wechat } from '../../wechat/index.ts';
import { DEFAULT_MESSAGES } from '../domain/default-messages.ts';
import { savedMessages } from '../store/message-templates.ts';

/** What WeChat's sheet takes at once. */
const AT_ONCE = 3;

export interface SubscriptionsDeps {
  readonly uow: UnitOfWork;
  readonly orders: OrdersApi;
  readonly wechat: Pick<Wechat, 'remote' | 'credits' | 'appId'>;
}

/** Subscribe messages that a customer may allow for the order of the link: which to ask for, what is left, what was chosen. */
export function createSubscriptions({ uow, orders, wechat }: SubscriptionsDeps) {
  const view = async (tx: Tx): Promise<SubscriptionsView> => {
    const orderId = tx.origin.actor.scope.orderId ?? '';
    const openid = await orders.customerOpenid(tx, orderId);
    const asked = wechat.remote ? await templateIds(tx) : [];
    const left = openid === null ? new Map<string, number>() : await wechat.credits.of(tx, openid);
    return {
      // somebody whom digits let in has no WeChat account that we could write to
      state: asked.length === 0 ? 'not_configured' : openid === null ? 'unknown_person' : 'available',
      templateIds: asked,
      left: asked.reduce((sum, id) => sum + (left.get(id) ?? 0), 0),
    };
  };

  return {
    read: (origin: Origin) => uow.read(origin, async (tx) => ok(await view(tx))),

    /** Counts what was chosen in the sheet. Only templates of ours count, and only for whoever the link belongs to. */
    collect: (
      { answers }: { answers: readonly { readonly templateId: string; readonly answer: SubscribeAnswer }[] },
      origin: Origin,
    ): Promise<Result<SubscriptionsView, 'auth.link_wrong_person'>> =>
      uow.run(origin, async (tx) => {
        const openid = await orders.customerOpenid(tx, tx.origin.actor.scope.orderId ?? '');
        if (openid === null) return refuse('auth.link_wrong_person');
        const ours = new Set(await templateIds(tx));
        await wechat.credits.collect(
          tx,
          openid,
          answers.filter(({ templateId }) => ours.has(templateId)),
        );
        return ok(await view(tx));
      }),
  };
}

/** WeChat's templates that customers' notices use, each once; those of the product's own notices first. */
async function templateIds(tx: Tx): Promise<string[]> {
  const saved = (await savedMessages(tx)).filter(({ audience, subscribe }) => audience === 'customer' && subscribe !== null);
  const order = (event: string) => {
    const place = DEFAULT_MESSAGES.findIndex((one) => one.audience === 'customer' && one.event === event);
    return place < 0 ? DEFAULT_MESSAGES.length : place;
  };
  const ids = saved.toSorted((a, b) => order(a.event) - order(b.event)).map(({ subscribe }) => subscribe?.templateId ?? '');
  return [...new Set(ids)].slice(0, AT_ONCE);
}
