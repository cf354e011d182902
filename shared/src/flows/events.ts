import { clipped, isObject } from '../forms/json.ts';
import { SUSPEND_REASONS } from './definition.ts';
import { refused } from './draft.ts';
import type { FlowEvent, FlowRefusal } from './state.ts';

/** Events of the model that need node kinds which no flow may have yet. */
const LATER = ['approve', 'reject', 'return', 'addApprover', 'withdraw', 'childEnded'];
const MAX_NAME = 64;
const MAX_REASON = 500;

type PartCheck = (value: unknown) => boolean;
const name: PartCheck = (value) => typeof value === 'string' && value !== '' && value.length <= MAX_NAME;
const optionalName: PartCheck = (value) => value === undefined || name(value);
const reason: PartCheck = (value) => typeof value === 'string' && value.length <= MAX_REASON;
const actor: PartCheck = (value) =>
  isObject(value) &&
  name(value.id) &&
  Array.isArray(value.roles) &&
  value.roles.every(name) &&
  (value.supervises === undefined || typeof value.supervises === 'boolean');
const suspendReason: PartCheck = (value) => (SUSPEND_REASONS as readonly unknown[]).includes(value);

const PARTS: ReadonlyMap<string, Readonly<Record<string, PartCheck>>> = new Map<FlowEvent['type'], Readonly<Record<string, PartCheck>>>([
  ['submit', { token: name, outcome: name, actor }],
  ['claim', { token: name, actor }],
  ['transfer', { token: name, to: name, actor, reason }],
  ['timeout', { timer: name, outcome: optionalName }],
  ['actionDone', { token: name, outcome: optionalName, holder: optionalName }],
  ['actionFailed', { token: name, reason }],
  ['cancel', { actor, reason }],
  ['suspend', { actor, reason: suspendReason }],
  ['resume', { actor, token: optionalName }],
  ['appointment', {}],
  ['redispatch', { reason }],
]);

/** Takes anything as an event when it has exactly the parts of one. */
export function readEvent(event: unknown): { readonly ok: true; readonly event: FlowEvent } | FlowRefusal {
  const type = isObject(event) && typeof event.type === 'string' ? event.type : '';
  if (LATER.includes(type)) return refused('EVENT_UNSUPPORTED', { type });
  const parts = PARTS.get(type);
  if (!parts || !isObject(event)) return refused('EVENT_MALFORMED', { part: 'type' });
  for (const key of Object.keys(event)) {
    if (key !== 'type' && !Object.hasOwn(parts, key)) return refused('EVENT_MALFORMED', { part: clipped(key) });
  }
  for (const [part, fits] of Object.entries(parts)) if (!fits(event[part])) return refused('EVENT_MALFORMED', { part });
  return { ok: true, event: event as unknown as FlowEvent };
}
