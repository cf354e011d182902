/** What one process does. All of them together by default; apart, each as often as needed, with MySQL. */
export const PROCESS_ROLES = ['web', 'worker', 'relay', 'cron'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/**
 * Reads `--roles=web,worker` from the command line; without it every role.
 * @throws Error naming what is wrong
 */
export function parseRoles(args: readonly string[]): ReadonlySet<ProcessRole> {
  const unknown = args.filter((arg) => !arg.startsWith('--roles='));
  if (unknown.length > 0) throw new Error(`unknown argument ${unknown.join(' ')}; known: --roles=${PROCESS_ROLES.join(',')}`);
  const named = args.flatMap((arg) => arg.slice('--roles='.length).split(',')).filter((name) => name !== '');
  const wrong = named.filter((name) => !PROCESS_ROLES.includes(name as ProcessRole));
  if (wrong.length > 0) throw new Error(`unknown role ${wrong.join(', ')}; known: ${PROCESS_ROLES.join(', ')}`);
  return new Set(named.length === 0 ? PROCESS_ROLES : (named as ProcessRole[]));
}
