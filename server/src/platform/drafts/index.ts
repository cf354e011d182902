import type { DraftHead } from '@mingdan/shared/contracts/common';
import { ok, type Refusal, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../actor.ts';
import type { Tx, UnitOfWork } from '../db/unit-of-work.ts';
import { newId } from '../ids.ts';
import type { PersonNames } from '../people.ts';
import { createDraftStore, type DraftRow } from './table.ts';

export { type DraftTable, draftMigration } from './table.ts';

/** Longest text of a draft, in UTF-16 units: with its envelope it still fits a request. */
const MAX_LENGTH = 900_000;

/** What a draft is kept as. Compared and stored as JSON text. */
type Json = Readonly<Record<string, unknown>>;

/** A draft in the hands of a transaction. */
export interface LoadedDraft {
  readonly row: DraftRow;
  readonly value: Json;
}

/**
 * Drafts of books and templates: saved as often as the editor likes, never over somebody else's save. `subject` names them in the audit trail
 * (`pricing` → `pricing.draft_opened`). A save is audited when its author is another than the one before; what a publish changed is in the versions.
 */
export function createDrafts({
  uow,
  table,
  names,
  capability,
  subject,
}: {
  uow: UnitOfWork;
  table: string;
  names: PersonNames;
  capability: string;
  subject: 'book' | 'template';
}) {
  const store = createDraftStore(table);

  const headView = (row: DraftRow, people: ReadonlyMap<string, string>): DraftHead => ({
    id: row.id,
    code: row.code,
    baseVersion: row.base_version,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: people.get(row.updated_by) ?? '系统',
  });
  const draftSubject = (id: string) => ({ type: `${subject}_draft`, id });

  /** Why a conditional write of a draft did not happen. */
  const whyNot = async (tx: Tx, id: string): Promise<Refusal<'drafts.not_found' | 'drafts.stale'>> => {
    const now = await store.load(tx, id);
    if (!now) return refuse('drafts.not_found');
    return refuse('drafts.stale', { detail: { by: headView(now, await names(tx, [now.updated_by])).updatedBy, revision: now.revision } });
  };

  return {
    async list(tx: Tx): Promise<DraftHead[]> {
      const rows = await store.list(tx);
      const people = await names(
        tx,
        rows.map((row) => row.updated_by),
      );
      return rows.map((row) => headView(row, people));
    },

    async load(tx: Tx, id: string): Promise<(LoadedDraft & { head: DraftHead }) | undefined> {
      const found = await store.load(tx, id);
      if (!found) return undefined;
      const { definition, ...row } = found;
      return { row, head: headView(row, await names(tx, [row.updated_by])), value: JSON.parse(definition) as Json };
    },

    /** Begins a draft within the caller's transaction. */
    async open(
      tx: Tx,
      origin: Origin,
      begin: { code: string; baseVersion: number | null; value: Json },
    ): Promise<Result<{ id: string; revision: number }, 'drafts.too_large'>> {
      const definition = JSON.stringify(begin.value);
      if (definition.length > MAX_LENGTH) return refuse('drafts.too_large');
      const id = newId();
      const by = origin.actor.id;
      const { code, baseVersion } = begin;
      await store.insert(tx, {
        id,
        code,
        base_version: baseVersion,
        definition,
        revision: 1,
        created_by: by,
        created_at: tx.now,
        updated_by: by,
        updated_at: tx.now,
      });
      await tx.audit({ action: `${capability}.draft_opened`, subject: draftSubject(id), after: { code, baseVersion } });
      return ok({ id, revision: 1 });
    },

    /** Saves over the revision that was read. `value` gets the draft's code whatever it says. */
    save: (input: { draftId: string; revision: number; value: Json }, origin: Origin) =>
      uow.run<{ revision: number; updatedAt: number; value: Json }, 'drafts.not_found' | 'drafts.stale' | 'drafts.too_large'>(
        origin,
        async (tx) => {
          const before = await store.load(tx, input.draftId);
          if (!before) return refuse('drafts.not_found');
          const value = { ...input.value, code: before.code };
          const definition = JSON.stringify(value);
          if (definition.length > MAX_LENGTH) return refuse('drafts.too_large');
          if (!(await store.save(tx, input.draftId, input.revision, { definition, by: origin.actor.id }))) return whyNot(tx, input.draftId);
          if (before.updated_by !== origin.actor.id)
            await tx.audit({ action: `${capability}.draft_taken_over`, subject: draftSubject(before.id), after: { code: before.code } });
          return ok({ revision: input.revision + 1, updatedAt: tx.now, value });
        },
      ),

    discard: ({ draftId, revision }: { draftId: string; revision: number }, origin: Origin) =>
      uow.run<{ code: string }, 'drafts.not_found' | 'drafts.stale'>(origin, async (tx) => {
        const before = await store.load(tx, draftId);
        if (!before) return refuse('drafts.not_found');
        if (!(await store.remove(tx, draftId, revision))) return whyNot(tx, draftId);
        await tx.audit({
          action: `${capability}.draft_discarded`,
          subject: draftSubject(draftId),
          before: { code: before.code, revision },
        });
        return ok({ code: before.code });
      }),

    /** Takes a draft out of its table, to be published in the same transaction. */
    async take(tx: Tx, id: string, revision: number): Promise<Result<LoadedDraft, 'drafts.not_found' | 'drafts.stale'>> {
      const found = await store.load(tx, id);
      if (!found) return refuse('drafts.not_found');
      if (!(await store.remove(tx, id, revision))) return whyNot(tx, id);
      const { definition, ...row } = found;
      return ok({ row, value: JSON.parse(definition) as Json });
    },
  };
}

export type Drafts = ReturnType<typeof createDrafts>;
