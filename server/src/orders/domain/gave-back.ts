import type { FlowDefinition } from '@mingdan/shared/flows/definition';

/** What is asked of a line of an order's history. */
interface Told {
  readonly type: string;
  readonly node: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Installers who held the order when a step of its flow led back to dispatch: they gave it back 退回, or another was wanted 换师傅上门. Whoever lost it otherwise (a
 * dispatcher gave it to somebody else, the address was another) did not give it back.
 *
 * @param history oldest first
 */
export function gaveBack(flow: FlowDefinition, history: readonly Told[]): ReadonlySet<string> {
  const isDispatch = new Set(flow.nodes.flatMap((node) => (node.kind === 'action' && node.action.type === 'dispatch' ? [node.key] : [])));
  const found = new Set<string>();
  let holder: string | null = null;
  let before: string | null = null;
  for (const { type, node, detail } of history) {
    if (type === 'assigned' || type === 'reassigned') holder = leaderOf(detail) ?? holder;
    if (type === 'entered' && node !== null && isDispatch.has(node)) {
      // a step that was left leads here; what takes an order from its holder leaves none
      if (holder !== null && before === 'left') found.add(holder);
      holder = null;
    }
    before = type;
  }
  return found;
}

/** Who leads the crew that an order was given to. */
function leaderOf({ installerId, to }: Told['detail']): string | null {
  if (typeof installerId === 'string') return installerId;
  const first: unknown = Array.isArray(to) ? to[0] : null;
  return typeof first === 'string' ? first : null;
}
