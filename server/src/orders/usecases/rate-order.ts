import type { FormValues } from '@mingdan/shared/forms/definition';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import { type ActDeps, openTask, openWork } from './act-on-order.ts';
import { ratingField, tellRating } from './rating.ts';
import { withWhoWasFirst } from './who-was-first.ts';

/**
 * One tap on the customer's page: the stars are kept in the task's own form and told at once, and the task stays open. The customer can change them or take
 * them back until the task ends, by the form's own button or by its time.
 */
export function createRateOrder(deps: ActDeps) {
  return ({ token, values }: { token: string; values: FormValues }, origin: Origin) =>
    deps.uow.run(origin, async (tx) => {
      const order = await deps.store.lock(tx, origin.actor.scope.orderId ?? '');
      if (!order) return refuse('orders.not_found');
      const work = await openWork(tx, deps, order);
      const task = openTask(tx, work, { token, values, partial: true });
      if (!task.ok) return withWhoWasFirst(tx, deps.names, work.template.flow, order.row.id, task);
      if (!task.value.mine) return refuse('orders.not_assigned');
      const field = ratingField(work.template.form);
      if (!field || Object.keys(values).some((key) => key !== field.key))
        return refuse('orders.form_invalid', {
          fields: [{ path: 'values', code: 'form.unknown', message: '这里只收星级，其他内容请在表单里提交' }],
        });
      const before = work.values[field.key] ?? null;
      const after = task.value.values[field.key] ?? null;
      if (before === after) return ok({ version: order.row.version });
      work.values = task.value.values;
      work.story.push({ type: 'rated', detail: { rating: after } });
      await deps.store.save(tx, order, work);
      await tellRating(tx, work, { [field.key]: after });
      await tx.audit({
        action: 'orders.rated',
        subject: { type: 'order', id: order.row.id },
        before: { rating: before },
        after: { rating: after },
      });
      return ok({ version: order.row.version + 1 });
    });
}
