import type { AssigneeRule } from './definition.ts';
import type { FlowActor, FlowState, FlowToken } from './state.ts';

/** Who may work at a task as far as the flow knows: people by id, or everyone of a role. */
export interface Assigned {
  readonly rule: AssigneeRule;
  readonly people: readonly string[];
  readonly role: string | null;
}

/**
 * Follows a rule as far as the flow itself knows: to a person, to everyone of a role, to the installer who holds the order, to the follow-up
 * staff. Where that is certainly nobody the fallback counts. Who belongs to an outlet only the caller knows: no people yet.
 */
export function followRule(rule: AssigneeRule, known: { readonly holder: string | null; readonly followup: string | null }): Assigned {
  switch (rule.type) {
    case 'person':
      return { rule, people: [rule.person], role: null };
    case 'role':
      return { rule, people: [], role: rule.role };
    case 'outletOfRegion':
      return { rule, people: [], role: null };
    default: {
      const person = rule.type === 'holder' ? known.holder : known.followup;
      if (person !== null) return { rule, people: [person], role: null };
      return rule.fallback ? followRule(rule.fallback, known) : { rule, people: [], role: null };
    }
  }
}

/** Whether this person may work at the token: who took it, else those assigned, else everyone of the role; supervisors always. */
export function mayAct(token: FlowToken, actor: FlowActor): boolean {
  if (actor.supervises === true) return true;
  if (token.holder !== null) return token.holder === actor.id;
  return token.assignees.includes(actor.id) || (token.role !== null && actor.roles.includes(token.role));
}

/**
 * Writes the people whom the caller found for a token's rule. When the rule gave nobody, pass what its fallback gave. A token that is gone
 * leaves the state as it is.
 */
export function assignTo(
  state: FlowState,
  token: string,
  found: { readonly people: readonly string[]; readonly role?: string | null },
): FlowState {
  return {
    ...state,
    tokens: state.tokens.map((other) =>
      other.id === token ? { ...other, assignees: [...found.people], role: found.role ?? null } : other,
    ),
  };
}
