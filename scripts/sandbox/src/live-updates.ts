import type { ServerResponse } from 'node:http';
import type { Journal } from './journal.ts';

const GATHER_MS = 60;
const BEAT_MS = 20_000;

/** Server-sent events: says that something changed, never what; changes close together are told once. The stream ends with the response. */
export function streamChanges(journal: Journal, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
  response.write(':\n\n');
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    for (const change of waiting) response.write(`event: ${change}\ndata: 1\n\n`);
    waiting.clear();
  };
  const stopListening = journal.listen((change) => {
    waiting.add(change);
    timer ??= setTimeout(flush, GATHER_MS);
  });
  const beat = setInterval(() => response.write(':\n\n'), BEAT_MS);
  response.on('close', () => {
    stopListening();
    clearTimeout(timer);
    clearInterval(beat);
  });
}
