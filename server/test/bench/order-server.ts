// The product's web part alone: no worker runs, so that only the request is measured. Settings as for the product; loads the demo company, prints one
// JSON line {bearer, customerIds} when it listens. `node order-server.ts <number of customers>`
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { loadDemo } from '../../../scripts/demo/load.ts';
import { CONTRACTS } from '../../../shared/src/contracts/all.ts';
import { compose } from '../../src/app/compose.ts';
import { createWeb } from '../../src/app/web.ts';
import { systemOrigin } from '../../src/platform/actor.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import { newId } from '../../src/platform/ids.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const product = await compose(loadConfig(process.env, root), {
  root,
  version: '0.0.0-bench',
  log: pino({ level: 'warn' }, pino.destination(2)),
});
await product.migrate();
await loadDemo(product, (name) => JSON.parse(readFileSync(new URL(`../../../scripts/demo/data/${name}.json`, import.meta.url), 'utf8')));

const { ground, capabilities } = product;
const prepared = await ground.uow.run(systemOrigin('bench', newId()), async (tx) => {
  const staff = await capabilities.identity.api.findByUserid(tx, 'linxiao');
  const { token } = await capabilities.identity.api.openSession(tx, staff!.id, 'bearer');
  const customerIds: string[] = [];
  for (let n = 0; n < Number(process.argv[2]); n += 1)
    customerIds.push(await capabilities.customers.api.create(tx, { name: '王丽丽', phone: '13812345678', level: 'STD' }));
  return { ok: true as const, value: { bearer: token, customerIds } };
});
if (!prepared.ok) throw new Error('the bench could not be prepared');

await createWeb(ground, capabilities, product.queue, { contracts: CONTRACTS, output: 'allow-list', version: '0.0.0-bench', root }).listen();
process.stdout.write(`${JSON.stringify(prepared.value)}\n`);
