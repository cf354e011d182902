import type { PreviewMoveOutput } from '@mingdan/shared/contracts/dispatch-board';
import { kmText } from '@mingdan/shared/kernel/metres';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { text } from '@mingdan/shared/messages/index';
import { overlapWords } from '@mingdan/shared/orders/overlap';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { Slot } from '../domain/day-plan.ts';
import { overridable } from '../domain/rules.ts';
import { offersOfOrder } from '../store/offers.ts';
import { type CandidateDeps, readField } from './candidates.ts';
import type { Member, Reach } from './reach.ts';
import { tightWords, waysOfDay } from './ways-of-day.ts';
import { anyAfter, whoGaveBack } from './who-is-left.ts';

/** Tells what a move would bring about, before it is made. */
export function createPreviewMove(
  deps: CandidateDeps & { names: PersonNames },
  { seenOrder, seesPay, seesCharge, within, faultsOf }: Reach,
) {
  const { orders, names } = deps;

  return async (
    tx: Tx,
    input: { orderId: string; crew?: readonly Member[] | undefined; slot?: Slot | undefined; how: 'assign' | 'offer' | 'reschedule' },
  ): Promise<Result<PreviewMoveOutput, 'orders.not_found' | 'people.not_found'>> => {
    const order = await seenOrder(tx, input.orderId);
    if (!order) return refuse('orders.not_found');
    const { row, at } = order;
    const now = order.crew.map(({ installer, weight }) => ({ installerId: installer, weight }));
    const crew = input.crew ?? now;
    const ids = [...new Set([...crew, ...now].map(({ installerId }) => installerId))];
    const field = await readField(tx, deps, order, { only: ids, ...(input.slot ? { slot: input.slot } : {}) });
    if (input.crew?.some(({ installerId }) => !within(tx, field, installerId))) return refuse('people.not_found');
    const known = await names(tx, ids);
    const nameOf = (id: string) => known.get(id) ?? '师傅';
    const list: PreviewMoveOutput['consequences'] = [];
    const say = (kind: (typeof list)[number]['kind'], level: (typeof list)[number]['level'], text: string) =>
      list.push({ kind, level, text });

    // what follows a no depends on who is left, and on whether the template leaves it to dispatchers
    const ifRefused = async (installerId: string) => {
      const everybody = await readField(tx, deps, order, { servingOnly: true });
      const offers = await offersOfOrder(tx, row.id);
      const token = at.stage === 'looking' ? at.token.id : null;
      const gaveBack = await whoGaveBack(tx, orders, order, offers);
      if (anyAfter(installerId, everybody, { offers, token, gaveBack }, at.plan)) return '不接就自动问下一位';
      return at.plan?.mode === 'manual' ? '不接就回到这里，由您再定' : '不接就没有别的合适师傅了，会退回调度';
    };

    const moves = input.how !== 'reschedule';
    if (moves && at.stage === 'fixed') say('rule', 'stop', `工单停在「${row.node_name}」，现在不能派单`);
    const size = at.plan?.crew.length ?? 1;
    if (input.how === 'offer' && crew.length > 1 && crew.length !== size)
      say('rule', 'stop', `这张单的模板要 ${size} 人，先问要选满 ${size} 人`);
    if (input.how === 'offer' && at.stage === 'held') say('rule', 'stop', '已有师傅的单只能直接改派，不能再询问');
    const faults = faultsOf(field, crew);
    for (const { name, broken } of faults)
      for (const { rule, text } of broken)
        say(
          rule === 'slot' || rule === 'leave' ? 'clash' : 'rule',
          overridable([{ rule, text }]) ? 'warn' : moves ? 'stop' : 'warn',
          `${name}：${text}`,
        );

    const { slot } = field.wanted;
    if (at.stage !== 'fixed' || !moves)
      for (const { installerId } of crew)
        for (const words of overlapWords(field.overlaps(installerId))) say('clash', 'warn', `${nameOf(installerId)} ${words}`);

    // what the rules pass may still be too far from the visits around it
    if (slot && at.stage !== 'fixed') {
      const others = (
        await orders.visitsBetween(
          tx,
          crew.map(({ installerId }) => installerId),
          slot.date,
          slot.date,
        )
      ).filter((visit) => visit.id !== row.id && visit.state === 'open' && visit.finished_at === null);
      const points = await orders.pointsOf(tx, [row.site_id, ...others.map(({ site_id }) => site_id)]);
      for (const { installerId } of crew) {
        const day = [
          ...others.filter((visit) => visit.installerId === installerId),
          { site_id: row.site_id, slot_from: slot.from, slot_to: slot.to },
        ].sort((a, b) => (`${a.slot_from}${a.slot_to}` < `${b.slot_from}${b.slot_to}` ? -1 : 1));
        const ways = waysOfDay(orders, day, field.profiles.get(installerId)?.visitMinutes ?? 0, points);
        for (const [index, way] of ways.entries())
          if (way?.tight) say('clash', 'warn', `${nameOf(installerId)}：${tightWords(day[index]!, way)}`);
      }
    }

    if (moves && crew[0]) {
      const leader = crew[0].installerId;
      const estimate = await orders.estimate(
        tx,
        order,
        crew.map(({ installerId, weight }) => ({ installer: installerId, weight })),
        field.profiles.get(leader)?.base ?? null,
      );
      if (!estimate.ok) say('pay', 'stop', '按价格本算不出这张单的收益，不能派出');
      else {
        const { quote, distanceKm, charge } = estimate.value;
        if (seesPay(tx, order))
          for (const { installerId } of crew)
            say(
              'pay',
              'info',
              `${nameOf(installerId)}预估收益 ${formatYuan(fen(quote.totals.installers[installerId] ?? 0))}${crew.length > 1 ? '（按分成）' : ''}`,
            );
        else say('pay', 'info', '师傅会看到自己的预估收益，您的角色看不到金额');
        if (seesCharge(tx, order) && row.charge !== null && charge !== row.charge)
          say('price', 'warn', `客户价会变：${formatYuan(fen(row.charge))} → ${formatYuan(fen(charge))}，客户会收到通知`);
        say(
          'distance',
          distanceKm === null ? 'warn' : 'info',
          distanceKm === null ? '距离未知，不计里程补贴' : `${nameOf(leader)}距现场 ${kmText(distanceKm)}`,
        );
      }
      for (const offer of await offersOfOrder(tx, row.id))
        if (offer.status === 'offered' && !(input.how === 'offer' && crew.some(({ installerId }) => installerId === offer.installer_id)))
          say('offer', 'info', `正在问${(await names(tx, [offer.installer_id])).get(offer.installer_id) ?? '别的师傅'}的派单会撤回`);
      const losing = now.filter((member) => !crew.some(({ installerId }) => installerId === member.installerId));
      for (const { installerId } of losing) say('holder', 'warn', `${nameOf(installerId)}不再负责这张单，会收到通知`);
      const minutes = Math.round((at.plan?.timeBoxMs ?? 0) / 60_000);
      if (input.how === 'offer' && crew.length > 1)
        say(
          'told',
          'info',
          `${crew.map(({ installerId }) => nameOf(installerId)).join('、')}同时收到派单卡片，${minutes} 分钟内都接了才算派出；有一位不接，${
            at.plan?.mode === 'manual' ? '另一位的答复保留，由您再找一位' : '就自动找人补他的位置，找不到退回调度'
          }`,
        );
      else if (input.how === 'offer')
        say('told', 'info', `${nameOf(leader)}收到派单卡片，${minutes} 分钟内答复；${await ifRefused(leader)}`);
      else say('told', 'info', `${crew.map(({ installerId }) => nameOf(installerId)).join('、')}会收到通知，客户页面显示新的师傅`);
    }
    if (input.how === 'reschedule') {
      say('price', 'info', '按新的上门时间重新算价，金额有变时一并告知');
      if (now.length > 0) say('told', 'info', `${now.map(({ installerId }) => nameOf(installerId)).join('、')}会收到改约通知`);
      say('told', 'info', text('told.customer'));
      if (at.stage === 'looking' && (await offersOfOrder(tx, row.id)).some(({ status }) => status === 'offered'))
        say('offer', 'info', '正在问的派单会撤回，按新时间重新询问');
    }
    const possible = list.every(({ level }) => level !== 'stop');
    return ok({
      version: row.version,
      consequences: list,
      reasonNeeded: input.how === 'reschedule' || at.stage === 'held' || faults.length > 0,
      possible,
    });
  };
}
