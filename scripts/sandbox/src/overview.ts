import type { ControlParts } from './control/control.ts';
import { PHONE_NAMES, personId } from './phones/phones.ts';

const SHOWN = 200;

/** What the page with the three phones shows beside them. */
export function overview({ world, sender, phones, faults }: ControlParts) {
  return {
    corpId: world.settings.corpId,
    agentId: world.settings.agentId,
    serverUrl: phones.serverUrl,
    callbackUrl: world.callbackUrl,
    callbackVerified: sender.verified(),
    phones: PHONE_NAMES.map((name) => ({ name, origin: phones.origin(name), person: personId(phones.get(name).person) })),
    now: world.clock.wall(),
    offsetMs: world.clock.offset(),
    faults: faults.planned(),
    limits: { ...world.limits.values, dropped: world.limits.dropped, blocks: world.limits.blocks() },
    journal: world.journal.since().slice(-SHOWN).toReversed(),
  };
}
