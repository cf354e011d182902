import type { ICruiseOptions } from 'dependency-cruiser';

/** The folder of deliberate violations. */
export const PLANTED = 'scripts/architecture/planted';

/** How modules are found and followed: types count too, packages are named and not entered. */
export const CRUISE_OPTIONS: ICruiseOptions = {
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: `(^|/)(dist|[.]tmp|[.]data)/|^${PLANTED}/` },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
  },
};
