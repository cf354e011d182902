import type { DownloadedFile } from '@mingdan/shared/contracts/common';
import { type WrittenSheet, writeWorkbook } from './write-workbook.ts';

/** A workbook as contracts carry it. `name` without its ending. */
export function downloadOf(name: string, sheets: readonly WrittenSheet[]): DownloadedFile {
  return {
    name: `${name}.xlsx`,
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    base64: writeWorkbook(sheets).toString('base64'),
  };
}
