import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnName, placeOf, type Sheet } from './cells.ts';
import { createFileReader } from './read-file.ts';
import { readWorkbook } from './read-workbook.ts';
import { createFileReport, listText, readTable } from './table.ts';
import { type WrittenCell, writeWorkbook } from './write-workbook.ts';
import { openArchive, packArchive, Unreadable } from './zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet with this XML, as other programs may write it. */
function workbookOf(sheetData: string, more: { shared?: string; name?: string } = {}): Buffer {
  return packArchive([
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${more.name ?? '表'}" sheetId="1" r:id="a"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', text: '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>' },
    ...(more.shared ? [{ name: 'xl/sharedStrings.xml', text: more.shared }] : []),
    { name: 'xl/worksheets/sheet1.xml', text: `<worksheet xmlns="${MAIN}">${sheetData}</worksheet>` },
  ]);
}

const cells = (sheets: readonly Sheet[]) =>
  sheets[0]!.rows.map(({ row, cells: found }) => [
    row,
    ...Object.entries(found).map(([column, cell]) => `${columnName(Number(column))}:${cell.kind}:${cell.text}`),
  ]);

/** An archive whose one entry claims another size than it has. */
function bomb(megabytes: number, claimed: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024, 0x20));
  const name = Buffer.from('xl/workbook.xml');
  const header = Buffer.alloc(26);
  header.writeUInt16LE(8, 4);
  header.writeUInt32LE(crc32(Buffer.alloc(0)), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(claimed, 18);
  header.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), header, name, packed]);
  const central = Buffer.concat([Buffer.from('504b01021400', 'hex'), header, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('workbooks', () => {
  test('any texts and numbers that are written are read back', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is left out when writing
    const unwritable = /[\r\u0000-\u001f\ufffe\uffff]/;
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((each) => each.trim() !== '' && !unwritable.test(each));
    const cell = fc.oneof(text, fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 12 }), (rows) => {
        const [sheet] = readWorkbook(writeWorkbook([{ name: '数据', widths: [], rows: rows as WrittenCell[][] }]));
        expect(sheet!.name).toBe('数据');
        rows.forEach((row, index) => {
          const found = sheet!.rows.find((each) => each.row === index + 1)?.cells ?? {};
          row.forEach((value, column) => {
            expect(found[column]?.text).toBe(value === null ? undefined : String(value));
            if (value !== null) expect(found[column]?.kind).toBe(typeof value === 'number' ? 'number' : 'text');
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  test('text that looks like a formula is text, in and out', () => {
    const [sheet] = readWorkbook(writeWorkbook([{ name: 'a', widths: [], rows: [['头'], ['=1+1'], ['=cmd|x!A1']] }]));
    expect(sheet!.rows[1]!.cells[0]).toEqual({ kind: 'text', text: '=1+1' });
  });

  test('shared strings with runs and readings, inline strings, booleans, errors, formulas, cells without places', () => {
    const shared = `<sst xmlns="${MAIN}"><si><r><t>空</t></r><r><t>调</t></r><rPh sb="0" eb="1"><t>くう</t></rPh></si><si><t xml:space="preserve"> 留白 </t></si></sst>`;
    const data = `<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>A1*2</f><v>1.5</v></c><c r="AB2" t="str"><f>"x"</f><v>x</v></c></row><row><c><v>7</v></c></row></sheetData>`;
    const sheets = readWorkbook(workbookOf(data, { shared }));
    expect(cells(sheets)).toEqual([
      [2, 'B:text:空调', 'C:text: 留白 ', 'D:boolean:1', 'E:error:#N/A', 'F:number:1.5', 'AB:text:x'],
      [3, 'A:number:7'],
    ]);
    expect([sheets[0]!.rows[0]!.cells[5]!.formula, sheets[0]!.rows[0]!.cells[27]!.formula, sheets[0]!.rows[0]!.cells[1]!.formula]).toEqual([
      true,
      true,
      undefined,
    ]);
  });

  test('names of places', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect([placeOf('B12'), placeOf('AA1'), placeOf('12'), placeOf('A0')]).toEqual([
      { row: 12, column: 1 },
      { row: 1, column: 26 },
      null,
      null,
    ]);
  });
});

describe('files made to hurt', () => {
  test('an archive that unfolds beyond the budget is stopped, whatever it claims', () => {
    for (const claimed of [10, 0xffffffff])
      expect(() => openArchive(bomb(64, claimed), 8 * 1024 * 1024).read('xl/workbook.xml')).toThrow(Unreadable);
  });

  test('entities, declarations, other documents, cut files', () => {
    const evil = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sheetData/>';
    const files = packArchive([{ name: 'xl/workbook.xml', text: evil }]);
    expect(() => readWorkbook(files)).toThrow(Unreadable);
    expect(() => readWorkbook(workbookOf('<sheetData><row><c t="str"><v>&undefined;</v></c></row></sheetData>'))).toThrow(Unreadable);
    expect(() => readWorkbook(packArchive([{ name: 'word/document.xml', text: '<x/>' }]))).toThrow('这不是 .xlsx 工作簿');
    const good = writeWorkbook([{ name: 'a', widths: [], rows: [['x']] }]);
    for (const length of [4, 30, Math.floor(good.length / 2), good.length - 1])
      expect(() => readWorkbook(good.subarray(0, length))).toThrow(Unreadable);
  });

  test('bytes changed anywhere are read or refused, never anything else', () => {
    const good = writeWorkbook([
      {
        name: 'a',
        widths: [9],
        rows: [
          ['编码', '名称'],
          ['A', '安装'],
          ['B', 12],
        ],
      },
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bent = Buffer.from(good);
        bent[at] = byte;
        try {
          readWorkbook(bent);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a child process reads it: refusals come back in words, the server survives what kills the child', async () => {
    const read = createFileReader();
    expect(await read(Buffer.alloc(11 * 1024 * 1024))).toEqual({ ok: false, code: 'imports.too_large' });
    expect(await read(bomb(200, 10))).toMatchObject({ code: 'imports.unreadable', detail: { why: '解开后的内容太大，已停止' } });
    expect(await read(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toMatchObject({ code: 'imports.unreadable' });
    expect(await read(Buffer.from('{"a":1,"a":2}'))).toMatchObject({ detail: { why: '同一对象里有重复的键' } });
    expect(await read(Buffer.from([0xff, 0xfe, 0x00]))).toMatchObject({ code: 'imports.unreadable' });
    expect(await read(Buffer.from('{"a":[1]}'))).toEqual({ ok: true, value: { kind: 'json', value: { a: [1] } } });
    const starved = createFileReader({ heapMb: 8 });
    expect(await starved(Buffer.from(`[${'[1],'.repeat(400_000)}[1]]`))).toMatchObject({ code: 'imports.unreadable' });
    expect(await createFileReader({ timeMs: 1 })(Buffer.from('{}'))).toMatchObject({ code: 'imports.too_slow' });
    expect(await createFileReader({ output: 5 })(Buffer.from('{}'))).toMatchObject({ code: 'imports.unreadable' });
    const busy = createFileReader({ atOnce: 1 });
    const [first, second] = await Promise.all([busy(Buffer.from('{}')), busy(Buffer.from('{}'))]);
    expect([first.ok, second]).toEqual([true, { ok: false, code: 'imports.busy' }]);
    expect((await busy(Buffer.from('{}'))).ok).toBe(true);
  });
});

describe('tables', () => {
  const sheetOf = (rows: readonly (readonly (string | number | null)[])[], more: Partial<Sheet> = {}): Sheet => ({
    name: '价格',
    merged: [],
    rows: rows.map((row, index) => ({
      row: index + 1,
      cells: Object.fromEntries(
        row.flatMap((value, column) =>
          value === null
            ? []
            : [[column, { kind: typeof value === 'number' ? ('number' as const) : ('text' as const), text: String(value) }]],
        ),
      ),
    })),
    ...more,
  });
  const one = (value: string | number) => {
    const report = createFileReport();
    const row = readTable(sheetOf([['编码'], [value]]), { needed: ['编码'], optional: [] }, report)!.rows[0]!;
    return { row, report };
  };

  test.each([
    ['¥1,234.50', 123_450],
    ['￥１，２３４．５', 123_450],
    [' 12 元', 1_200],
    ['-3.05', -305],
    ['(3.05)', -305],
    [16, 1_600],
    ['0.30000000000000004', null],
    ['1.005', null],
    ['十二', null],
    ['1e3', null],
  ] as const)('money %s', (value, fen) => {
    const { row, report } = one(value);
    expect(row.fen('编码') ?? null).toBe(fen);
    expect(report.findings.length).toBe(fen === null ? 1 : 0);
  });

  test('a number of the file is read as people see it', () => {
    const report = createFileReport();
    const sheet = sheetOf([['编码'], [0.1 + 0.2], [1e-3], [1234.5]]);
    const rows = readTable(sheet, { needed: ['编码'], optional: [] }, report)!.rows;
    expect(rows.map((row) => row.text('编码'))).toEqual(['0.3', '0.001', '1234.5']);
    expect([rows[0]!.fen('编码'), rows[2]!.fen('编码')]).toEqual([30, 123_450]);
  });

  test.each([
    ['70%', '0.7'],
    ['12.5%', '0.125'],
    ['5 %', '0.05'],
    ['100%', '1'],
    [0.7, '0.7'],
    ['1.10', '1.1'],
    ['-1', null],
    ['0.1234567', null],
  ] as const)('rate %s', (value, rate) => {
    expect(one(value).row.decimal('编码', 6) ?? null).toBe(rate);
  });

  test('lists come back as they were written, whatever signs they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 }), (values) => {
        expect(one(listText(values)).row.list('编码')).toEqual(values);
      }),
    );
  });

  test('a title above the head, missing and repeated and unknown columns, merged cells: each told with its place', () => {
    const report = createFileReport();
    const table = readTable(
      sheetOf([['2026 年价格'], ['编码', '名称', '编码', '备注'], ['A', '安装', 'x', '?']], {
        merged: [
          { fromRow: 1, toRow: 1, fromColumn: 0, toColumn: 3 },
          { fromRow: 3, toRow: 4, fromColumn: 0, toColumn: 0 },
        ],
      }),
      { needed: ['编码', '单位'], optional: ['名称'] },
      report,
    )!;
    expect(table.rows[0]!.text('名称')).toBe('安装');
    expect(report.findings.map(({ severity, row, column, message }) => [severity, row, column, message.slice(0, 12)])).toEqual([
      ['error', 2, 'C', '表头「编码」出现了两次'],
      ['warning', 2, 'D', '不认识的列「备注」，没有'],
      ['error', 2, '', '缺少列「单位」'],
      ['error', 3, 'A', '这里是合并的单元格，只有'],
    ]);
    expect(readTable(sheetOf([['什么'], ['都不是']]), { needed: ['编码'], optional: [] }, createFileReport())).toBeNull();
  });

  test('thousands of findings end with one line that says so', () => {
    const report = createFileReport();
    for (let n = 0; n < 3_000; n += 1) report.add('error', `第 ${n}`);
    expect(report.findings).toHaveLength(501);
  });
});
