import { fen, plainYuan } from '@mingdan/shared/kernel/money';
import type { Cell, SheetWriter } from './rows.ts';
import { zipWriter } from './zip.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;
const RELS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const BOOK_RELS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
/** Style 1 is the bold head, style 2 money: format 4 is #,##0.00. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf fontId="0"/><xf fontId="1" applyFont="1"/><xf fontId="0" numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** What XML cannot hold, beside tab and line ends: control characters and halves of surrogate pairs. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu;

function escaped(text: string): string {
  return text.replace(UNWRITABLE, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Text is written as inline strings, which no spreadsheet program runs as a formula. */
function cellXml(cell: Cell, style: string): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'object') return `<c s="2"><v>${plainYuan(fen(cell.fen))}</v></c>`;
  if (typeof cell === 'number') return `<c${style}><v>${cell}</v></c>`;
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

/**
 * A workbook with one sheet, written front to back in constant memory. The first row is the head: bold, and it stays when the sheet scrolls.
 *
 * @param widths of the columns, in characters
 */
export function xlsxWriter(sheetName: string, widths: readonly number[]): SheetWriter {
  const zip = zipWriter();
  let isFirst = true;
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`).join('');
  return {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    begin: () =>
      Buffer.concat([
        zip.entry('[Content_Types].xml', TYPES),
        zip.entry('_rels/.rels', RELS),
        zip.entry(
          'xl/workbook.xml',
          `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        ),
        zip.entry('xl/_rels/workbook.xml.rels', BOOK_RELS),
        zip.entry('xl/styles.xml', STYLES),
        zip.begin('xl/worksheets/sheet1.xml'),
        zip.piece(
          Buffer.from(
            `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>`,
          ),
        ),
      ]),
    rows(rows) {
      const xml = rows.map((row) => {
        const style = isFirst ? ' s="1"' : '';
        isFirst = false;
        return `<row>${row.map((cell) => cellXml(cell, style)).join('')}</row>`;
      });
      return zip.piece(Buffer.from(xml.join('')));
    },
    end: () => Buffer.concat([zip.piece(Buffer.from('</sheetData></worksheet>')), zip.end(), zip.close()]),
  };
}
