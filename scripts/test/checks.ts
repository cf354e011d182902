import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runTool, type ToolRun } from './tool.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Something that is right or wrong as a whole and counts as one test. */
export interface Check {
  readonly stage: string;
  readonly title: string;
  run(): Promise<ToolRun>;
}

const biome = (args: readonly string[]) => () => runTool('node_modules/@biomejs/biome/bin/biome', args, 'later');
const tsc = (project: string) => () => runTool('node_modules/typescript/bin/tsc', ['-p', project, '--pretty', 'false'], 'later');

/** One per runtime: what exists in a browser does not exist in Node, and WeChat has neither. */
const TYPE_PROJECTS = [
  'tsconfig.json',
  'tsconfig.shared.json',
  'console/tsconfig.json',
  'miniprogram/tsconfig.json',
  'e2e/tsconfig.json',
  'scripts/sandbox/web/tsconfig.json',
];

export const CHECKS: readonly Check[] = [
  { stage: 'format', title: 'format', run: biome(['format', '.']) },
  { stage: 'lint', title: 'lint', run: biome(['check', '--formatter-enabled=false', '--error-on-warnings', '.']) },
  ...TYPE_PROJECTS.filter((project) => existsSync(join(ROOT, project))).map((project) => ({
    stage: 'types',
    title: `types of ${project}`,
    run: tsc(project),
  })),
  { stage: 'rules', title: 'import rules', run: () => runTool('scripts/architecture/main.ts', [], 'later') },
  {
    stage: 'unused',
    title: 'unused files, exports and packages',
    run: () => runTool('node_modules/knip/bin/knip.js', ['--no-progress'], 'later'),
  },
];
