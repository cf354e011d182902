// The least that a Node web server can be: Koa with one route, from a cold process. `node bare-koa.ts <port>`.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

// the server's own copy: the root of the workspace has none
const required = createRequire(resolve(import.meta.dirname, '../../server/package.json'));
const Koa = required('koa') as new () => {
  use(handler: (context: { body: unknown }) => void): void;
  listen(port: number, host: string): void;
};

const app = new Koa();
app.use((context) => {
  context.body = { ok: true };
});
app.listen(Number(process.argv[2]), '127.0.0.1');
