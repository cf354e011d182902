import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTUAL_LINES, must, onEachStage } from './stage.ts';

interface Offered {
  readonly code: string;
  readonly own: boolean;
}

onEachStage('what a picker of lines offers first', { beforeAll, afterAll }, (stage) => {
  test('while an order is opened as on the order: its own work before other trades, what bills held lately before the rest', async () => {
    const staff = await stage.as('linxiao');
    const opening = async (): Promise<readonly Offered[]> => must(await staff.get('/templates/ac-install/start-form')).items;
    const before = await opening();
    const foreign = before.findIndex(({ own }) => !own);
    if (foreign >= 0) expect(before.slice(foreign).some(({ own }) => own)).toBe(false);
    const used = [...ACTUAL_LINES.services, ...ACTUAL_LINES.parts].map(({ item }) => item).sort();
    const { id } = await stage.finished();
    const first = (items: readonly Offered[]) =>
      items
        .slice(0, used.length)
        .map(({ code }) => code)
        .sort();
    expect(first(await opening())).toEqual(used);
    expect(first(must(await staff.get(`/orders/${id}/items`)).items)).toEqual(used);
    expect((await opening()).map(({ code }) => code).sort()).toEqual(before.map(({ code }) => code).sort());
  });
});
