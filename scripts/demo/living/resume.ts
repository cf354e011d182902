import { systemOrigin } from '../../../server/src/platform/actor.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import type { FormValues } from '../../../shared/src/forms/definition.ts';
import type { EpochMs } from '../../../shared/src/kernel/time.ts';
import type { Place } from '../company/places.ts';
import type { Lines } from './lines.ts';
import type { Story } from './story.ts';
import type { World } from './world.ts';

/**
 * Orders that the story left open when it stopped, as their stories know them. What somebody has touched since is theirs, and no story goes on behind their
 * back: a visitor of the demo finds his orders as he left them.
 *
 * @param since when the story stopped
 */
export async function openStories(world: World, places: readonly Place[], since: EpochMs): Promise<readonly Story[]> {
  const { ground, capabilities } = world.product;
  return ground.uow.read(systemOrigin('demo', newId()), async (tx) => {
    const rows = await tx.db
      .selectFrom('work_order')
      .selectAll()
      .where('state', '=', 'open')
      .where('created_at', '<=', since)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('order_event')
              .select('order_event.id')
              .whereRef('order_event.order_id', '=', 'work_order.id')
              .where('order_event.at', '>', since)
              .where('order_event.actor_kind', '!=', 'system'),
          ),
        ),
      )
      .orderBy('id')
      .execute();
    const customers = await capabilities.customers.api.loadMany(
      tx,
      rows.map((row) => row.customer_id),
    );
    const stories: Story[] = [];
    for (const row of rows) {
      const customer = customers.get(row.customer_id);
      const template = world.templates.get(row.template_code);
      const place = places.find(({ region }) => region === row.region);
      if (!customer?.phone || template?.version !== row.template_version || !place) continue;
      const sealed = { table: 'work_order', column: 'values_enc', rowId: row.id };
      const values = JSON.parse(ground.crypto.fields.decrypt(sealed, row.values_enc)) as FormValues;
      const address = values[template.form.fields.find(({ type }) => type === 'address')?.key ?? ''];
      const { slot_date: date, slot_from: from, slot_to: to } = row;
      if (!isAddress(address) || !date || !from || !to) continue;
      stories.push({
        id: row.id,
        plan: {
          openAt: row.created_at as EpochMs,
          template: row.template_code,
          place,
          // it is known already: nobody asks for it by this number
          customer: -1,
          slot: { date, from, to },
          urgent: row.urgency === 'urgent',
          fate: 'usual',
        },
        customer: { id: customer.id, name: customer.name, phone: customer.phone, address },
        template,
        staff: world.personById(row.created_by),
        planned: linesOf(values),
        values,
        spent: true,
        arrivedAt: null,
        refusals: 0,
        isReturn: row.return_of !== null,
      });
    }
    return stories;
  });
}

function isAddress(value: unknown): value is Story['customer']['address'] {
  return typeof value === 'object' && value !== null && 'region' in value && 'lat' in value && 'lng' in value;
}

const linesOf = (values: FormValues): Lines => ({
  services: (values['services'] as Lines['services'] | undefined) ?? [],
  parts: (values['parts'] as Lines['parts'] | undefined) ?? [],
});
