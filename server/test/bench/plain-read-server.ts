// The yardstick of the rows that read: the same rows by one query through Kysely and nothing else: no session, no rights, no decryption, no contract.
// `node plain-read-server.ts <JSON of the location> <port>`; prints `ready` when it listens.
import Koa from 'koa';
import { plainKysely } from './order-rows.ts';

const db = plainKysely(JSON.parse(process.argv[2] ?? '{}') as { url: string }, 4);

const LISTED = [
  'work_order.id',
  'work_order.number',
  'work_order.template_name',
  'work_order.state',
  'work_order.phase',
  'work_order.node_name',
  'work_order.settlement_state',
  'work_order.urgency',
  'work_order.region',
  'work_order.slot_date',
  'work_order.slot_from',
  'work_order.slot_to',
  'work_order.charge',
  'work_order.due_at',
  'work_order.parked',
  'work_order.created_at',
  'work_order.version',
  'customer.name_enc',
  'person.name_enc as installer',
  'outlet.name as outlet',
];

async function orders(query: URLSearchParams): Promise<unknown> {
  let rows = db
    .selectFrom('work_order')
    .leftJoin('customer', 'customer.id', 'work_order.customer_id')
    .leftJoin('person', 'person.id', 'work_order.installer_id')
    .leftJoin('outlet', 'outlet.id', 'work_order.outlet_id')
    .select(LISTED)
    .orderBy('work_order.id', 'desc')
    .limit(51);
  // whose phone it is has to be looked up by either
  if (query.has('phone_bidx')) rows = rows.where('customer.phone_bidx', '=', query.get('phone_bidx'));
  for (const column of ['region_l1', 'state', 'number'])
    if (query.has(column)) rows = rows.where(`work_order.${column}`, '=', query.get(column));
  if (query.has('before')) rows = rows.where('work_order.id', '<', query.get('before'));
  if (query.has('offset')) rows = rows.offset(Number(query.get('offset'))).limit(Number(query.get('limit') ?? 51));
  return rows.execute();
}

async function earnings(query: URLSearchParams): Promise<unknown> {
  const month = query.get('month');
  return db
    .selectFrom('order_pay')
    .innerJoin('work_order', 'work_order.id', 'order_pay.order_id')
    .select(['order_pay.order_id', 'order_pay.earn', 'order_pay.business_day', 'order_pay.finished_at'])
    .select(['work_order.number', 'work_order.template_name', 'work_order.settlement_state'])
    .where('order_pay.installer_id', '=', query.get('installer'))
    .where('order_pay.business_day', '>=', `${month}-01`)
    .where('order_pay.business_day', '<=', `${month}-31`)
    .orderBy('order_pay.business_day', 'desc')
    .orderBy('order_pay.id', 'desc')
    .execute();
}

const app = new Koa();
app.use(async (ctx) => {
  const query = new URLSearchParams(ctx.querystring);
  ctx.body = await (ctx.path === '/earnings' ? earnings(query) : orders(query));
});
app.listen(Number(process.argv[3]), '127.0.0.1', () => process.stdout.write('ready\n'));
