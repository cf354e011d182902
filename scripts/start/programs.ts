/** A program of the product: a file relative to the repository, and its leading arguments. */
export interface Program {
  readonly script: string;
  readonly args: readonly string[];
}

/** The programs that make a running product. */
export const PROGRAMS = {
  migrate: { script: 'server/src/app/main.ts', args: ['migrate'] },
  /** `--roles=…` is added by whoever starts it. */
  server: { script: 'server/src/app/main.ts', args: ['start'] },
  sandbox: { script: 'scripts/sandbox/src/main.ts', args: [] },
  /** Brings the database up to date and loads the demo's data, before the server starts; a second run changes nothing. */
  demo: { script: 'scripts/demo/main.ts', args: [] },
  /** Lets the demo of earlier days live on until now, beside the server. */
  demoGoesOn: { script: 'scripts/demo/go-on.ts', args: [] },
} as const satisfies Record<string, Program>;
