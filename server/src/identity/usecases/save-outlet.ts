import type { OutletView, saveOutlet } from '@mingdan/shared/contracts/outlets';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { regionOf } from '@mingdan/shared/region/region';
import type * as z from 'zod';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { insertOutlet, lockOutlet, type OutletDraft, peopleOfOutlets, updateOutlet } from '../store/outlets.ts';

type Input = z.output<typeof saveOutlet.input>;
type Code =
  | 'outlets.not_found'
  | 'outlets.stale_version'
  | 'outlets.code_taken'
  | 'outlets.code_fixed'
  | 'outlets.region_unknown'
  | 'outlets.has_people';

/** Adds an outlet or changes one. New orders of its region go by it from then on; orders that exist keep the outlet they have. */
export function createSaveOutlet({ uow }: { uow: UnitOfWork }) {
  return (input: Input, origin: Origin): Promise<Result<OutletView, Code>> =>
    uow.run(origin, async (tx) => {
      const region = regionOf(input.region);
      if (!region || region.virtual) return refuse('outlets.region_unknown');
      const { code, name, cooperation, active } = input;
      const draft: OutletDraft = { code, name, region: input.region, cooperation, active };
      return input.outletId === undefined ? add(tx, draft) : change(tx, input.outletId, input.version, draft);
    });
}

async function add(tx: Tx, draft: OutletDraft): Promise<Result<OutletView, Code>> {
  const id = await insertOutlet(tx, draft);
  if (id === undefined) return refuse('outlets.code_taken');
  await tx.audit({ action: 'identity.outlet_added', subject: { type: 'outlet', id }, after: { ...draft } });
  return ok({ id, ...draft, people: 0, version: 1 });
}

async function change(tx: Tx, id: string, version: number | undefined, draft: OutletDraft): Promise<Result<OutletView, Code>> {
  const before = await lockOutlet(tx, id);
  if (!before) return refuse('outlets.not_found');
  if (before.version !== version) return refuse('outlets.stale_version');
  if (before.code !== draft.code) return refuse('outlets.code_fixed');
  const people = (await peopleOfOutlets(tx)).get(id) ?? 0;
  if (before.active && !draft.active && people > 0) return refuse('outlets.has_people', { detail: { count: people } });
  await updateOutlet(tx, { id, ...draft, version });
  const { id: _, version: __, ...was } = before;
  await tx.audit({ action: 'identity.outlet_changed', subject: { type: 'outlet', id }, before: was, after: { ...draft } });
  return ok({ id, ...draft, people, version: version + 1 });
}
