import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type IViolation } from 'dependency-cruiser';
import { CRUISE_OPTIONS, PLANTED } from './options.ts';
import { createRules } from './rules.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What the import rules found. `modules` guards against a reader that reads nothing and is content. */
export interface Inspection {
  readonly modules: number;
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}

/** Reads the repository, or with `planted` the folder of deliberate violations. */
export async function inspect(target: 'repository' | 'planted'): Promise<Inspection> {
  const planted = target === 'planted';
  const folders = planted
    ? [PLANTED]
    : ['shared/src', 'server/src', 'server/test', 'console/src', 'miniprogram/src', 'scripts', 'bench', 'e2e'].filter((folder) =>
        existsSync(join(ROOT, folder)),
      );
  const { output } = await cruise(folders, {
    ...CRUISE_OPTIONS,
    baseDir: ROOT,
    ...(planted ? { exclude: { path: '[.]md$' } } : {}),
    validate: true,
    ruleSet: { forbidden: createRules(planted ? `${PLANTED}/` : '') },
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text where a result was asked for');
  return {
    modules: output.summary.totalCruised,
    violations: output.summary.violations.map((violation: IViolation) => ({
      rule: violation.rule.name,
      from: violation.from,
      to: violation.to,
    })),
  };
}
