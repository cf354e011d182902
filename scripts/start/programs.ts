/** The programs that make a running product, relative to the repository. */
export const PROGRAMS = {
  migrate: 'server/src/app/migrate.ts',
  server: 'server/src/app/main.ts',
  sandbox: 'scripts/sandbox/src/main.ts',
  /** Loads the demo's data once migrations are done and before the server starts; a second run changes nothing. */
  demo: 'scripts/demo/main.ts',
} as const;
