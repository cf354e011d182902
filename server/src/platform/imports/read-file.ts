import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { ImportedDocument } from './cells.ts';

/** Why a file was not read. */
export type ImportRefusal = 'imports.too_large' | 'imports.unreadable' | 'imports.too_slow' | 'imports.busy';

export interface ReaderLimits {
  /** Most bytes of a file. */
  readonly bytes: number;
  /** Heap of the reading process in MB. */
  readonly heapMb: number;
  /** How long it may take, in ms. */
  readonly timeMs: number;
  /** Files that are read at a time. */
  readonly atOnce: number;
  /** Most bytes of what comes out. */
  readonly output: number;
}

const LIMITS: ReaderLimits = { bytes: 10 * 1024 * 1024, heapMb: 160, timeMs: 15_000, atOnce: 2, output: 40 * 1024 * 1024 };
const CHILD = fileURLToPath(new URL('./read-child.ts', import.meta.url));

/** Reads a file that people sent: an .xlsx workbook or JSON. */
export type FileReader = (bytes: Buffer) => Promise<Result<ImportedDocument, ImportRefusal>>;

/**
 * Files are parsed in a process of their own with a bounded heap and time: a workbook of a few kilobytes can unfold to gigabytes, and the server must
 * not notice. At most a few at a time; who comes later is asked to wait.
 */
export function createFileReader(limits: Partial<ReaderLimits> = {}): FileReader {
  const { bytes: most, heapMb, timeMs, atOnce, output } = { ...LIMITS, ...limits };
  let running = 0;
  return async (bytes) => {
    if (bytes.length > most) return refuse('imports.too_large');
    if (running >= atOnce) return refuse('imports.busy');
    running += 1;
    try {
      return await readApart(bytes, { heapMb, timeMs, output });
    } finally {
      running -= 1;
    }
  };
}

type Ended = { readonly how: 'exit' | 'time' | 'output'; readonly code: number | null; readonly text: string };

async function readApart(
  bytes: Buffer,
  limits: Pick<ReaderLimits, 'heapMb' | 'timeMs' | 'output'>,
): Promise<Result<ImportedDocument, ImportRefusal>> {
  const ended = await runChild(bytes, limits);
  if (ended.how === 'time') return refuse('imports.too_slow');
  if (ended.how === 'output' || ended.code !== 0) return refuse('imports.unreadable', { detail: { why: '内容太多，超出了读取的限度' } });
  const answer = JSON.parse(ended.text) as { ok: true; value: ImportedDocument } | { ok: false; why: string };
  return answer.ok ? ok(answer.value) : refuse('imports.unreadable', { detail: { why: answer.why } });
}

/** No environment is handed down: what reads a stranger's file knows no secret. */
function runChild(bytes: Buffer, { heapMb, timeMs, output }: Pick<ReaderLimits, 'heapMb' | 'timeMs' | 'output'>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, '--disable-warning=ExperimentalWarning', CHILD], {
      env: {},
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let how: Ended['how'] = 'exit';
    const stop = (why: Ended['how']): void => {
      how = why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop('time'), timeMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > output) stop('output');
      else chunks.push(chunk);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ how, code, text: Buffer.concat(chunks).toString('utf8') });
    });
    // a child that died before it read everything is told by its exit
    child.stdin.on('error', () => {});
    child.stdin.end(bytes);
  });
}
