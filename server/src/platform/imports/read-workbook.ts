import { StringDecoder } from 'node:string_decoder';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Cell, placeOf, type Row, type Sheet } from './cells.ts';
import { type Archive, openArchive, Unreadable } from './zip.ts';

/** Most bytes that a workbook may unfold to. */
const BUDGET = 80 * 1024 * 1024;
const MOST_SHEETS = 30;
const MOST_CELLS = 300_000;
const MOST_COLUMNS = 400;
const LONGEST_TEXT = 4_000;
const CHUNK = 64 * 1024;

/**
 * The sheets of an .xlsx file, hidden ones too. Reads values only: formulas are not computed, styles, pictures and links not looked at, entities
 * beyond XML's own refused.
 *
 * @throws Unreadable
 */
export function readWorkbook(bytes: Buffer): readonly Sheet[] {
  const archive = openArchive(bytes, BUDGET);
  if (!archive.has('xl/workbook.xml')) throw new Unreadable('这不是 .xlsx 工作簿');
  const paths = sheetPaths(archive);
  if (paths.length > MOST_SHEETS) throw new Unreadable(`工作表超过 ${MOST_SHEETS} 张`);
  const strings = archive.has('xl/sharedStrings.xml') ? readStrings(archive.read('xl/sharedStrings.xml')) : [];
  const counter = { cells: 0 };
  return paths.map(({ name, path }) => readSheet(name, archive.read(path), strings, counter));
}

/** Feeds XML piece by piece, so that no large text stands in memory. */
function parse(
  xml: Buffer,
  on: { open?: (tag: SaxesTagPlain) => void; close?: (name: string) => void; text?: (text: string) => void },
): void {
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new Unreadable('工作簿里的内容读不懂，请用 Excel 或 WPS 另存为 .xlsx');
  });
  parser.on('doctype', () => {
    throw new Unreadable('工作簿里有不允许的声明');
  });
  if (on.open) parser.on('opentag', (tag) => on.open?.(tag as SaxesTagPlain));
  if (on.close) parser.on('closetag', (tag) => on.close?.(localName(tag.name)));
  if (on.text) parser.on('text', on.text);
  const decoder = new StringDecoder('utf8');
  for (let at = 0; at < xml.length; at += CHUNK) parser.write(decoder.write(xml.subarray(at, at + CHUNK)));
  parser.write(decoder.end());
  parser.close();
}

/** Some programs write `x:row` where others write `row`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
const attribute = (tag: SaxesTagPlain, name: string): string | undefined => tag.attributes[name];

/** Names and parts of the sheets in their order. */
function sheetPaths(archive: Archive): readonly { name: string; path: string }[] {
  const targets = new Map<string, string>();
  if (archive.has('xl/_rels/workbook.xml.rels')) {
    parse(archive.read('xl/_rels/workbook.xml.rels'), {
      open: (tag) => {
        const id = attribute(tag, 'Id');
        const target = attribute(tag, 'Target');
        if (id !== undefined && target !== undefined) targets.set(id, target);
      },
    });
  }
  const sheets: { name: string; path: string }[] = [];
  parse(archive.read('xl/workbook.xml'), {
    open: (tag) => {
      if (localName(tag.name) !== 'sheet') return;
      const target = targets.get(attribute(tag, 'r:id') ?? '') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      // charts and the like are sheets without cells
      if (archive.has(path) && /worksheets\//.test(path)) sheets.push({ name: (attribute(tag, 'name') ?? '').trim(), path });
    },
  });
  return sheets;
}

/** Texts that cells refer to by number. Readings above characters are left out. */
function readStrings(xml: Buffer): readonly string[] {
  const strings: string[] = [];
  let current: string | null = null;
  let inText = false;
  let inReading = false;
  parse(xml, {
    open: (tag) => {
      const name = localName(tag.name);
      if (name === 'si') current = '';
      if (name === 'rPh') inReading = true;
      inText = name === 't' && !inReading;
    },
    text: (text) => {
      if (inText && current !== null && current.length < LONGEST_TEXT) current += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name !== 'si' || current === null) return;
      strings.push(current);
      current = null;
      if (strings.length > MOST_CELLS) throw new Unreadable('工作簿的内容太多');
    },
  });
  return strings;
}

function readSheet(name: string, xml: Buffer, strings: readonly string[], counter: { cells: number }): Sheet {
  const rows: Row[] = [];
  const merged: Sheet['merged'][number][] = [];
  let row = 0;
  let column = -1;
  let cells: Record<number, Cell> = {};
  let type = 'n';
  let value = '';
  let formula = false;
  let reading = false;

  const finishCell = (): void => {
    const cell = cellOf(type, value, strings, formula);
    if (cell === null) return;
    counter.cells += 1;
    if (counter.cells > MOST_CELLS) throw new Unreadable(`有内容的单元格超过 ${MOST_CELLS} 个`);
    if (column >= MOST_COLUMNS) throw new Unreadable(`工作表「${name.slice(0, 40)}」超过 ${MOST_COLUMNS} 列`);
    cells[column] = cell;
  };

  parse(xml, {
    open: (tag) => {
      const element = localName(tag.name);
      if (element === 'row') {
        row = Number(attribute(tag, 'r') ?? row + 1);
        column = -1;
        cells = {};
      } else if (element === 'c') {
        column = placeOf(attribute(tag, 'r') ?? '')?.column ?? column + 1;
        type = attribute(tag, 't') ?? 'n';
        value = '';
        formula = false;
      } else if (element === 'f') formula = true;
      else if (element === 'mergeCell') {
        const [from, to] = (attribute(tag, 'ref') ?? '').split(':').map(placeOf);
        if (from && to && merged.length < 1_000)
          merged.push({ fromRow: from.row, toRow: to.row, fromColumn: from.column, toColumn: to.column });
      }
      reading = element === 'v' || element === 't';
    },
    text: (text) => {
      if (reading && value.length < LONGEST_TEXT) value += text;
    },
    close: (element) => {
      if (element === 'v' || element === 't') reading = false;
      if (element === 'c') finishCell();
      if (element === 'row' && Object.keys(cells).length > 0) rows.push({ row, cells });
    },
  });
  return { name, rows, merged };
}

/** Null for a cell that holds nothing. */
function cellOf(type: string, value: string, strings: readonly string[], formula: boolean): Cell | null {
  const text = type === 's' ? (strings[Number(value)] ?? '') : value;
  if (text.trim() === '') return null;
  const kind = type === 'n' ? 'number' : type === 'b' ? 'boolean' : type === 'e' ? 'error' : 'text';
  return { kind, text: text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text, ...(formula ? { formula: true as const } : {}) };
}
