// Loads the demo company through the product's own use cases: outlets, people, catalogue, price book, template. A second run changes nothing.
import { readFileSync } from 'node:fs';
import { ROOT, version } from '../../server/src/app/commands.ts';
import { compose } from '../../server/src/app/compose.ts';
import { loadConfig } from '../../server/src/platform/config/config.ts';
import { createLog } from '../../server/src/platform/log/log.ts';
import { loadDemo } from './load.ts';

const config = loadConfig(process.env, ROOT);
const product = await compose(config, { root: ROOT, version: version(), log: createLog({ level: 'warn' }) });
try {
  await product.migrate();
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8'));
  await loadDemo(product, read);
} finally {
  await product.stop();
}
