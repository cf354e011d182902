import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must, onEachStage, startValues } from './stage.ts';

const DAY = '2026-12-03';
const MORNING = { date: DAY, from: '10:00', to: '12:00' };
const AFTERNOON = { date: DAY, from: '14:00', to: '16:00' };
const EVENING = { date: DAY, from: '16:00', to: '18:00' };
type Slot = typeof MORNING;

onEachStage('who hears of another appointment', { beforeAll, afterAll }, (stage) => {
  const staff = () => stage.as('linxiao');
  const taken = (slot: Slot) => stage.taken({ values: startValues({ slot }) });
  /** Audiences that heard of it by these templates, each as often as it did. */
  const heard = async (id: string, ...templates: string[]) => {
    await stage.quiet();
    const rows = await stage.app.run((tx) =>
      tx.db.selectFrom('delivery').select(['audience', 'template']).where('order_id', '=', id).where('template', 'in', templates).execute(),
    );
    return rows.map(({ audience, template }) => `${template} ${audience}`).sort();
  };

  describe('after 客户不在, where it is the same installer’s order again', () => {
    const desk: readonly [string, (id: string) => Promise<unknown>][] = [
      [
        'answered in the step that waits for it',
        async (id) => {
          const who = await staff();
          const values = { slot: AFTERNOON };
          must(await stage.act(who, id, { event: 'submit', token: await stage.taskToken(who, id), outcome: 'again', values }));
        },
      ],
      [
        'made on the order’s page',
        async (id) => {
          const { version } = must(await (await staff()).get(`/orders/${id}`));
          must(await (await staff()).post(`/dispatch/orders/${id}/reschedule`, { version, slot: AFTERNOON, reason: '已约新时间' }));
        },
      ],
    ];
    test.each(desk)('%s: he and the customer are told once', async (_name, again) => {
      const { id, installer } = await taken(MORNING);
      await stage.absent(installer, id);
      expect(await heard(id, 'visit-rescheduled')).toEqual([]);
      await again(id);
      expect(await heard(id, 'visit-rescheduled')).toEqual(['visit-rescheduled customer', 'visit-rescheduled installer']);
    });

    test('one card is left to be sent: the new hours of whoever comes again', async () => {
      const { id, installer } = await taken(MORNING);
      await stage.absent(installer, id);
      const who = await staff();
      const ready = async () => {
        await stage.quiet();
        const { items } = must(await who.get(`/deliveries?orderId=${id}&status=staff_todo&audience=customer`));
        return items.map(({ template }: { template: string }) => template);
      };
      // nothing that names the hours of the visit that came to nothing
      expect(await ready()).toEqual(['visit-again']);
      must(
        await stage.act(who, id, { event: 'submit', token: await stage.taskToken(who, id), outcome: 'again', values: { slot: AFTERNOON } }),
      );
      await stage.quiet();
      const { items } = must(await who.get(`/deliveries?orderId=${id}&status=staff_todo&audience=customer`));
      const cards = items.map(({ template, text }: { template: string; text: string }) => [template, text.includes('14:00–16:00')]);
      expect(cards.filter(([template]: [string]) => template !== 'order-created')).toEqual([['visit-rescheduled', true]]);
    });

    test('given to another instead: whoever had it is told nothing of the new hours', async () => {
      const { id, installer } = await taken(MORNING);
      await stage.absent(installer, id);
      const who = await staff();
      const values = { slot: AFTERNOON };
      must(await stage.act(who, id, { event: 'submit', token: await stage.taskToken(who, id), outcome: 'other', values }));
      expect(await heard(id, 'visit-rescheduled')).toEqual(['visit-rescheduled customer']);
    });
  });

  test('the day after 客户不在 is for the desk and the customer to choose, not for the installer', async () => {
    const { id, installer } = await taken(MORNING);
    await stage.absent(installer, id);
    const { version, abilities } = must(await installer.get(`/orders/${id}`));
    expect(abilities).not.toContain('reschedule');
    expect(await installer.post(`/dispatch/orders/${id}/reschedule`, { version, slot: AFTERNOON, reason: '再去一次' })).toMatchObject({
      status: 403,
      body: { code: 'orders.not_assigned' },
    });
  });

  test('a step that leaves the hours alone tells nobody of them', async () => {
    const { id, installer } = await taken(MORNING);
    must(await installer.post(`/orders/${id}/acts`, await stage.finishing(installer, id)));
    expect(await heard(id, 'visit-rescheduled', 'slot-changed', 'slot-overlap')).toEqual([]);
  });

  describe('moved by the customer', () => {
    const move = async (id: string, slot: Slot) => {
      const customer = await stage.customerOf(id);
      const { version } = must(await customer.get('/customer/order'));
      must(await customer.post('/customer/order/slot', { version, slot, reason: '临时有事' }));
    };
    const giveTo = async (id: string, installerId: string) => {
      const dispatcher = await stage.as('zhou.diaodu');
      const { version, installer } = must(await dispatcher.get(`/orders/${id}`));
      if (installer.id === installerId) return;
      must(await dispatcher.post(`/dispatch/orders/${id}/assign`, { version, crew: [{ installerId, weight: 1 }], reason: '同一位师傅' }));
    };
    /** What the workbench counts as overlapping by a customer's own move, and the list that it leads to. */
    const waiting = async () => {
      const desk = await staff();
      const todo = must(await desk.get('/workbench/orders')).todos.find(({ attention }: { attention: string }) => attention === 'overlap');
      const { items } = must(await desk.get('/orders?attention=overlap'));
      return { count: todo?.count ?? 0, ids: items.map(({ id }: { id: string }) => id) };
    };
    /** Two orders of one installer, in the morning and in the afternoon. */
    const two = async () => {
      const first = await taken(MORNING);
      const second = await taken(AFTERNOON);
      const holder = must(await (await staff()).get(`/orders/${first.id}`)).installer.id;
      await giveTo(second.id, holder);
      return { first, second };
    };

    test('onto hours that his installer has given away: desk and dispatchers are told, each once', async () => {
      const { first, second } = await two();
      await move(second.id, MORNING);
      const told = await heard(second.id, 'slot-overlap');
      expect(told.length).toBeGreaterThanOrEqual(2);
      expect(new Set(told)).toEqual(new Set(['slot-overlap staff']));
      const people = await stage.app.run((tx) =>
        tx.db.selectFrom('delivery').select('person_id').where('order_id', '=', second.id).where('template', '=', 'slot-overlap').execute(),
      );
      expect(new Set(people.map(({ person_id }) => person_id)).size).toBe(people.length);
      expect(people.map(({ person_id }) => person_id)).toEqual(
        expect.arrayContaining([await stage.personId('linxiao'), await stage.personId('zhou.diaodu')]),
      );
      expect(await heard(first.id, 'slot-overlap')).toEqual([]);
      // and it stands on the workbench, and on the order itself, until somebody has settled it
      expect(await waiting()).toEqual({ count: 1, ids: [second.id] });
      const { overlaps } = must(await (await staff()).get(`/orders/${second.id}`));
      expect(overlaps).toEqual([expect.stringMatching(/^\S+ 10:00–12:00 已有 MD.+，时间重叠$/)]);
      expect(must(await second.installer.get(`/orders/${second.id}`)).overlaps).toEqual([]);
      const { version } = must(await (await staff()).get(`/orders/${second.id}`));
      must(await (await staff()).post(`/dispatch/orders/${second.id}/reschedule`, { version, slot: AFTERNOON, reason: '与客户约回下午' }));
      expect(await waiting()).toEqual({ count: 0, ids: [] });
      expect(must(await (await staff()).get(`/orders/${second.id}`)).overlaps.join()).not.toContain('10:00–12:00');
    });

    test('onto free hours, or by the desk, who saw what he holds: nothing of the kind', async () => {
      const { second } = await two();
      await move(second.id, EVENING);
      expect(await heard(second.id, 'slot-overlap')).toEqual([]);
      const { version } = must(await (await staff()).get(`/orders/${second.id}`));
      must(await (await staff()).post(`/dispatch/orders/${second.id}/reschedule`, { version, slot: MORNING, reason: '客户要求' }));
      expect(await heard(second.id, 'slot-overlap')).toEqual([]);
    });
  });
});
