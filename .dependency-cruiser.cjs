// The rules are generated: see scripts/architecture/rules.ts. Run them with scripts/architecture/main.ts.
const { createRules } = require('./scripts/architecture/rules.ts');
const { CRUISE_OPTIONS } = require('./scripts/architecture/options.ts');

module.exports = { forbidden: createRules(), options: CRUISE_OPTIONS };
