// Makes the demo company and its year of orders through the product's own use cases. A database that has them is left as it is.
// DEMO_SIZE: how many orders (2000); `small`: the ten people, one book and one template of the tests, and no orders.
import { ROOT } from '../../server/src/app/commands.ts';
import { loadConfig } from '../../server/src/platform/config/config.ts';
import { loadLiving, loadSmall } from './living/load.ts';

const MOST_ORDERS = 8000;
const size = process.env['DEMO_SIZE'] || '2000';
const config = loadConfig(process.env, ROOT);
if (size === 'small') await loadSmall(config);
else {
  const amount = Number(size);
  if (!Number.isInteger(amount) || amount < 0 || amount > MOST_ORDERS)
    throw new Error(`DEMO_SIZE is "small" or a number of orders up to ${MOST_ORDERS}, not ${size}`);
  await loadLiving(config, { amount, say: (line) => process.stdout.write(`${line}\n`) });
}
