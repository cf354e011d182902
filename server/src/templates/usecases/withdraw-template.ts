import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { currentVersion, insertWithdrawal, loadTemplate } from '../store/order-templates.ts';

/** Takes one version out of use: no order is opened with it any more, those that are open go on. Withdrawing twice changes nothing. */
export function createWithdrawTemplate({ uow }: { uow: UnitOfWork }) {
  return ({ code, version, reason }: { code: string; version: number; reason: string }, origin: Origin) =>
    uow.run(origin, async (tx) => {
      if (!(await loadTemplate(tx, code, version))) return refuse('templates.not_found');
      if (await insertWithdrawal(tx, code, version, reason))
        await tx.audit({ action: 'templates.withdrawn', subject: { type: 'template', id: `${code}@${version}` }, reason });
      return ok({ code, version, current: await currentVersion(tx, code) });
    });
}
