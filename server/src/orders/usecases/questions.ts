import type { QuestionView } from '@mingdan/shared/contracts/customer-service';
import type { FlowState } from '@mingdan/shared/flows/state';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { DAY_MS } from '@mingdan/shared/kernel/time';
import type { Objection } from '@mingdan/shared/orders/objection';
import { allows } from '../../identity/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { PersonNames } from '../../platform/people.ts';
import { noticeAsked } from '../events.ts';
import type { OrderStore } from '../store/orders.ts';
import { isObjectionOpen, noteDispute, type OrderQuestionTable, questionsOf, questionsSince, storeAnswer } from '../store/questions.ts';
import { tell } from '../store/timeline.ts';
import { waiversOf } from '../store/waivers.ts';
import { resumeSilence } from './confirm-silently.ts';
import { provedLink } from './customer-link.ts';
import { type WaiveRefusal, waive } from './waivers.ts';

export interface QuestionsDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly store: OrderStore;
  readonly names: PersonNames;
}

type AnswerRefusal =
  | 'orders.not_found'
  | 'orders.question_not_found'
  | 'orders.question_answered'
  | 'orders.no_objection'
  | 'waivers.not_yours'
  | WaiveRefusal;

/** Questions that a customer may ask within a day: a person has fewer, a script has more. */
const MOST_A_DAY = 10;
const place = (id: string, column: 'text_enc' | 'answer_enc') => ({ table: 'order_question', column, rowId: id });

/** Questions 咨询 of the customer about the order, answered by staff; both hear of the other. */
export function createQuestions({ uow, crypto, store, names }: QuestionsDeps) {
  const views = async (tx: Tx, orderId: string): Promise<QuestionView[]> => {
    const rows = await questionsOf(tx, orderId);
    const known = await names(
      tx,
      rows.flatMap(({ answered_by }) => (answered_by === null ? [] : [answered_by])),
    );
    const waived = new Map(
      (await waiversOf(tx, orderId)).flatMap(({ question_id, amount, voided_at }) =>
        question_id === null || voided_at !== null ? [] : [[question_id, amount] as const],
      ),
    );
    return rows.map((row) => view(row, known, waived));
  };
  const view = (
    row: OrderQuestionTable,
    known: ReadonlyMap<string, string> = new Map(),
    waived: ReadonlyMap<string, number> = new Map(),
  ): QuestionView => ({
    id: row.id,
    at: row.asked_at,
    text: crypto.decrypt(place(row.id, 'text_enc'), row.text_enc),
    objection: row.objection,
    answer:
      row.answer_enc === null
        ? null
        : {
            at: row.answered_at ?? row.asked_at,
            by: known.get(row.answered_by ?? '') ?? '客服',
            text: crypto.decrypt(place(row.id, 'answer_enc'), row.answer_enc),
            waived: waived.get(row.id) ?? null,
          },
  });

  return {
    views,

    /** Keeps the question, puts it on the timeline and tells whoever follows up. */
    ask: (
      { text, objection = null }: { text: string; objection?: Objection | null | undefined },
      origin: Origin,
    ): Promise<
      Result<QuestionView, 'orders.not_found' | 'orders.too_many_questions' | 'orders.objection_open' | 'auth.link_wrong_person'>
    > =>
      uow.run(origin, async (tx) => {
        // the order's row makes questions that come at once count one after the other
        const order = await store.lock(tx, origin.actor.scope.orderId ?? '');
        if (!order) return refuse('orders.not_found');
        if (!(await provedLink(tx))) return refuse('auth.link_wrong_person');
        if ((await questionsSince(tx, order.row.id, tx.now - DAY_MS)) >= MOST_A_DAY) return refuse('orders.too_many_questions');
        // one waits at a time: what is to be added to it is asked as a question
        if (objection !== null && isObjectionOpen(await questionsOf(tx, order.row.id))) return refuse('orders.objection_open');
        const id = newId();
        const sealed = crypto.encrypt(place(id, 'text_enc'), text);
        const row = {
          id,
          order_id: order.row.id,
          text_enc: sealed,
          objection,
          asked_at: tx.now,
          answer_enc: null,
          answered_at: null,
          answered_by: null,
        };
        await tx.db.insertInto('order_question').values(row).execute();
        const disputed = objection !== null && (await noteDispute(tx, order.row.id));
        await tell(tx, order.row.id, [{ type: disputed ? 'objected' : 'question_asked', detail: { question: id, objection } }]);
        await tx.audit({
          action: disputed ? 'orders.objected' : 'orders.question_asked',
          subject: { type: 'order', id: order.row.id },
          after: { question: id, ...(objection ? { objection } : {}) },
        });
        await tx.outbox.append(noticeAsked, {
          orderId: order.row.id,
          template: disputed ? 'bill-disputed' : 'question-asked',
          to: { type: 'followup' },
          node: (order.flowState as FlowState).tokens[0]?.node ?? '',
        });
        return ok(view(row));
      }),

    read: ({ orderId }: { orderId: string }, origin: Origin) =>
      uow.read(origin, async (tx) => {
        if (!(await store.loadSeen(tx, orderId))) return refuse('orders.not_found');
        return ok({ items: await views(tx, orderId) });
      }),

    /**
     * One answer per question, by whoever is first; the customer is told. The answer to an objection keeps the bill 维持账单, or waives an amount 减免; either
     * way settlement goes on from where it was held.
     */
    answer: (
      input: { orderId: string; questionId: string; text: string; waive?: { amount: number; reason: string } | undefined },
      origin: Origin,
    ): Promise<Result<QuestionView, AnswerRefusal>> =>
      uow.run(origin, async (tx) => {
        const order = await store.lockSeen(tx, input.orderId);
        if (!order) return refuse('orders.not_found');
        const asked = (await questionsOf(tx, order.row.id)).find(({ id }) => id === input.questionId);
        if (!asked) return refuse('orders.question_not_found');
        const { waive: draft } = input;
        if (draft && asked.objection === null) return refuse('orders.no_objection');
        if (draft && !allows(origin.actor, 'waivers:record')) return refuse('waivers.not_yours');
        if (!(await storeAnswer(tx, asked.id, crypto.encrypt(place(asked.id, 'answer_enc'), input.text))))
          return refuse('orders.question_answered');
        const objected = asked.objection !== null;
        if (draft) {
          const waived = await waive(tx, order.row, { ...draft, questionId: asked.id }, 'waive.amount');
          if (!waived.ok) return waived;
        }
        if (objected && !(await noteDispute(tx, order.row.id))) await resumeSilence(tx, order.row.id);
        await tell(tx, order.row.id, [
          {
            type: objected ? 'objection_answered' : 'question_answered',
            detail: { question: asked.id, ...(objected ? { waived: draft !== undefined } : {}) },
          },
        ]);
        await tx.audit({
          action: objected ? 'orders.objection_answered' : 'orders.question_answered',
          subject: { type: 'order', id: order.row.id },
          after: { question: asked.id, ...(draft ? { waived: draft.amount } : {}) },
        });
        await tx.outbox.append(noticeAsked, {
          orderId: order.row.id,
          template: objected ? 'objection-answered' : 'question-answered',
          to: { type: 'customer' },
          node: (order.flowState as FlowState).tokens[0]?.node ?? '',
        });
        const answered = (await views(tx, order.row.id)).find(({ id }) => id === asked.id);
        return answered ? ok(answered) : refuse('orders.question_not_found');
      }),
  };
}

export type Questions = ReturnType<typeof createQuestions>;
