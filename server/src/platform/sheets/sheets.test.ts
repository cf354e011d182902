import { crc32, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { csvCell, csvWriter } from './csv.ts';
import type { Cell, SheetWriter } from './rows.ts';
import { xlsxWriter } from './xlsx.ts';

const whole = (writer: SheetWriter, ...pieces: (readonly Cell[])[][]): Buffer =>
  Buffer.concat([writer.begin(), ...pieces.map((rows) => writer.rows(rows)), writer.end()]);

/** Entries of a ZIP by its directory, inflated. */
function unzipped(file: Buffer): Map<string, string> {
  const end = file.length - 22;
  expect(file.readUInt32LE(end)).toBe(0x06054b50);
  const found = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(file.readUInt32LE(at)).toBe(0x02014b50);
    const size = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.subarray(at + 46, at + 46 + nameLength).toString();
    const local = file.readUInt32LE(at + 42);
    const data = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const plain = inflateRawSync(file.subarray(data, data + size));
    expect(plain.length).toBe(file.readUInt32LE(at + 24));
    expect(crc32(plain)).toBe(file.readUInt32LE(at + 16));
    found.set(name, plain.toString());
    at += 46 + nameLength;
  }
  return found;
}

describe('CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+86 138', "'+86 138"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("http://x","y"),z', `"'=HYPERLINK(""http://x"",""y""),z"`],
    ['王“小”丽', '王“小”丽'],
    ['a"b', '"a""b"'],
    ['两\n行', '"两\n行"'],
    [-12.5, '-12.5'],
    [{ fen: 8_550 }, '85.50'],
    [{ fen: -123_450_000 }, '-1234500.00'],
    [null, ''],
  ])('%j is written as %j', (cell, written) => {
    expect(csvCell(cell)).toBe(written);
  });

  test('begins with a byte order mark and ends lines as Excel expects', () => {
    const bytes = whole(csvWriter(), [['工单号', '金额']], [['MD1', 12]]);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString()).toBe('工单号,金额\r\nMD1,12\r\n');
  });
});

describe('XLSX', () => {
  const file = whole(
    xlsxWriter('工单', [18, 12]),
    [['工单号', '金额']],
    [
      ['=1+1', 12.5],
      ['<a&b>\u0001', null],
    ],
    [['末行', { fen: 8_550 }]],
  );

  test('is a ZIP whose parts say what they are', () => {
    const parts = unzipped(file);
    expect([...parts.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = parts.get('xl/worksheets/sheet1.xml')!;
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t></is></c><c><v>12.5</v></c>');
    expect(sheet).toContain('&lt;a&amp;b&gt;</t></is></c><c/>');
    // money is a number of two decimals, shown with its thousands apart
    expect(sheet).toContain('末行</t></is></c><c s="2"><v>85.50</v></c>');
    expect(parts.get('xl/styles.xml')).toContain('<xf fontId="0" numFmtId="4" applyNumberFormat="1"/>');
    expect(sheet).not.toContain('<f>');
    expect(sheet.match(/<row>/g)).toHaveLength(4);
    expect(sheet.endsWith('</sheetData></worksheet>')).toBe(true);
  });
});
