/**
 * Which capability may call which, through the other's `index.ts`. A directed graph without cycles; the import rules are generated from
 * it. Hearing an event (`events.ts`) is no call and needs no entry. `platform` is below all of them and knows none; `app` is above.
 */
export const CAPABILITIES = {
  identity: [],
  audit: [],
  catalog: [],
  // identity: whose customers a reader may see is decided by rights
  customers: ['identity'],
  pricing: ['catalog'],
  forms: ['catalog'],
  flows: ['catalog'],
  templates: ['catalog', 'forms', 'flows'],
  parts: ['catalog'],
  // identity: rows and figures are filtered by rights, which are its matter; catalog: a line that staff type names an item
  orders: ['customers', 'templates', 'forms', 'flows', 'pricing', 'parts', 'identity', 'catalog'],
  // catalog: the words that skills are chosen from are its categories
  dispatch: ['orders', 'identity', 'parts', 'pricing', 'catalog'],
  settlement: ['orders', 'pricing', 'identity'],
  wecom: ['identity', 'customers'],
  // wecom: both platforms speak one dialect, and their tokens and limits are kept in one place
  wechat: ['identity', 'customers', 'wecom'],
  // a message is worded from what stands when it is sent, not from what stood when it was queued: it asks those who know
  notifications: ['wecom', 'wechat', 'orders', 'dispatch', 'identity'],
  // one answer for the sidebar: whose chat it is, what is under way, which cards wait
  desk: ['identity', 'customers', 'orders', 'notifications'],
  shops: ['customers', 'orders'],
  insights: [],
} as const satisfies Record<string, readonly string[]>;

/** The first cycle in `graph` as a path whose ends are equal, or undefined. */
export function findCycle(graph: Readonly<Record<string, readonly string[]>>): readonly string[] | undefined {
  const finished = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (finished.has(node)) return undefined;
    for (const next of graph[node] ?? []) {
      const cycle = visit(next, [...path, node]);
      if (cycle) return cycle;
    }
    finished.add(node);
    return undefined;
  };
  for (const node of Object.keys(graph)) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}
