/**
 * Reads one file from standard input and prints what it holds as JSON. A process of its own, started for one file and thrown away: whatever the file
 * does to it, the server goes on.
 */
import { HttpRefusal } from '../http/problem.ts';
import { parseStrictJson } from '../http/strict-json.ts';
import type { ImportedDocument } from './cells.ts';
import { readWorkbook } from './read-workbook.ts';
import { Unreadable } from './zip.ts';

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
process.stdout.write(JSON.stringify(answer(Buffer.concat(chunks))));

function answer(bytes: Buffer): { ok: true; value: ImportedDocument } | { ok: false; why: string } {
  try {
    return { ok: true, value: read(bytes) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: error.message };
    throw error;
  }
}

function read(bytes: Buffer): ImportedDocument {
  if (bytes.length === 0) throw new Unreadable('文件是空的');
  const magic = bytes.subarray(0, 4).toString('hex');
  if (magic === '504b0304') return { kind: 'workbook', sheets: readWorkbook(bytes) };
  if (magic === 'd0cf11e0') throw new Unreadable('这是旧的 .xls 或带密码的文件，请另存为没有密码的 .xlsx');
  return { kind: 'json', value: readJson(bytes) };
}

function readJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable('既不是 .xlsx，也不是 UTF-8 的 JSON');
  }
  try {
    return parseStrictJson(text);
  } catch (error) {
    throw new Unreadable(error instanceof HttpRefusal ? jsonFault(error) : '不是完整的 JSON');
  }
}

/** The strict reader speaks of requests; here it is a file. */
function jsonFault({ refusal }: HttpRefusal): string {
  return refusal.fields?.[0]?.message.replace('请求正文', '文件') ?? '不是完整的 JSON';
}
