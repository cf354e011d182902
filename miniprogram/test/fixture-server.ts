/** Serves the built H5 under `/m/` with canned answers under `/api`, to look at the screens. Never shipped. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { answerTo, type Scenario } from './fixtures.ts';

const DIST = join(import.meta.dirname, '../dist/h5');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

/** A server on a free port. The scenario is whatever `scenario()` says when a question comes; `down` answers nothing at all. */
export async function startFixtureServer(
  scenario: () => Scenario | 'down' | 'slow',
): Promise<{ origin: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    const now = scenario();
    if (url.pathname.startsWith('/api/')) {
      if (now === 'down') return void response.destroy();
      if (now === 'slow') return;
      const path = url.pathname.slice(4);
      asked.push(`${request.method} ${path}`);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const json = request.headers['content-type'] === 'application/json';
        const answer = answerTo(request.method ?? 'GET', path, now, json && text !== '' ? JSON.parse(text) : {});
        response.writeHead(answer?.status ?? 404, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(answer?.body ?? { code: 'request.not_found', status: 404 }));
      });
      return;
    }
    const file = normalize(join(DIST, url.pathname.replace(/^\/m\/?/, '') || 'index.html'));
    if (!file.startsWith(DIST) || !existsSync(file)) {
      response.writeHead(404);
      return void response.end();
    }
    const caching = extname(file) === '.html' ? 'no-cache' : 'max-age=31536000, immutable';
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Cache-Control': caching });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { origin: `http://127.0.0.1:${address.port}`, asked, server };
}
