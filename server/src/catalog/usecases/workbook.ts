import type { Sheet } from '../../platform/imports/cells.ts';
import { type FileReport, readTable } from '../../platform/imports/table.ts';
import type { WrittenSheet } from '../../platform/imports/write-workbook.ts';
import type { CatalogItemTable, ItemKind, ItemWords } from '../store/catalog-items.ts';

const SHEET = '项目';
const KINDS: Readonly<Record<string, ItemKind>> = { 服务项目: 'labour', 备件: 'part', 附加费: 'fee', 服务: 'labour', 配件: 'part' };
const STATES: Readonly<Record<string, number>> = { 使用: 1, 停用: 0 };
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Longest texts, in characters. */
const LIMITS = { name: 120, unit: 20, category: 60, model: 60, brand: 60, keywords: 200 } as const;
const TITLES = { name: '名称', unit: '单位', category: '分类', model: '型号', brand: '品牌', keywords: '关键词' } as const;

/** An item as a file states it. */
export type FileItem = ItemWords & { readonly code: string };

/** All items as a workbook that reads back to the same. */
export function writeCatalog(items: readonly CatalogItemTable[]): readonly WrittenSheet[] {
  const wordOf = <T>(words: Readonly<Record<string, T>>, value: T) => Object.keys(words).find((word) => words[word] === value) ?? '';
  return [
    {
      name: SHEET,
      widths: [18, 30, 12, 8, 16, 18, 14, 30, 8],
      rows: [
        ['编码', '名称', '类别', '单位', '分类', '型号', '品牌', '关键词', '状态'],
        ...items.map((item) => [
          item.code,
          item.name,
          wordOf(KINDS, item.kind),
          item.unit,
          item.category,
          item.model,
          item.brand,
          item.keywords,
          wordOf(STATES, Number(item.active)),
        ]),
      ],
    },
  ];
}

/** Items of a workbook; rows with anything wrong are reported and left out. */
export function readCatalog(sheets: readonly Sheet[], report: FileReport): readonly FileItem[] {
  const sheet = sheets.find(({ name }) => name === SHEET) ?? (sheets.length === 1 ? sheets[0] : undefined);
  if (!sheet) {
    report.add('error', `没有工作表「${SHEET}」；可先导出一份，照着填`);
    return [];
  }
  const table = readTable(
    sheet,
    { needed: ['编码', '名称', '类别', '单位'], optional: ['分类', '型号', '品牌', '关键词', '状态'] },
    report,
  );
  const seen = new Map<string, number>();
  return (table?.rows ?? []).flatMap((row) => {
    const code = row.needed('编码');
    const kind = row.choice('类别', KINDS);
    if (row.text('类别') === undefined) row.needed('类别');
    const texts = Object.entries(TITLES).map(([key, title]) => {
      const text = (key === 'name' || key === 'unit' ? row.needed(title) : row.text(title)) ?? '';
      const most = LIMITS[key as keyof typeof LIMITS];
      if (text.length > most) row.complain(title, `「${title}」最多 ${most} 个字`);
      return [key, text] as const;
    });
    const words = Object.fromEntries(texts) as Record<keyof typeof TITLES, string>;
    const active = row.text('状态') === undefined ? 1 : row.choice('状态', STATES);
    if (code === undefined || kind === undefined || active === undefined || words.name === '' || words.unit === '') return [];
    if (texts.some(([key, text]) => text.length > LIMITS[key as keyof typeof LIMITS])) return [];
    if (!CODE.test(code)) {
      row.complain('编码', '编码用字母、数字、点、- 和 _，最多 64 个');
      return [];
    }
    const before = seen.get(code.toLowerCase());
    if (before !== undefined) {
      row.complain('编码', `编码「${code}」在第 ${before} 行已经有了，这一行没有读取`);
      return [];
    }
    seen.set(code.toLowerCase(), row.row);
    return [{ code, kind, active, ...words }];
  });
}

/** Items of a JSON file: a list as the demo's or an export's; every wrong entry is reported by its number. */
export function readCatalogJson(json: unknown, report: FileReport): readonly FileItem[] {
  if (!Array.isArray(json)) {
    report.add('error', 'JSON 应是一列项目：[{"code", "name", "kind", "unit", …}]');
    return [];
  }
  const seen = new Set<string>();
  return json.flatMap((entry: unknown, index) => {
    const record = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const text = (key: string): string => (typeof record[key] === 'string' ? record[key].trim() : '');
    const complain = (message: string) => {
      report.add('error', message, { row: index + 1 });
      return [];
    };
    const code = text('code');
    const kind = Object.values(KINDS).find((known) => known === record['kind']);
    if (!CODE.test(code)) return complain(`第 ${index + 1} 项的 code 不对`);
    if (kind === undefined) return complain(`第 ${index + 1} 项的 kind 只能是 labour、part、fee`);
    if (seen.has(code.toLowerCase())) return complain(`编码「${code}」出现了两次`);
    seen.add(code.toLowerCase());
    const words = Object.fromEntries(Object.keys(LIMITS).map((key) => [key, text(key)])) as Record<keyof typeof LIMITS, string>;
    if (words.name === '' || words.unit === '') return complain(`「${code}」缺少名称或单位`);
    const long = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).find((key) => words[key].length > LIMITS[key]);
    if (long) return complain(`「${code}」的${TITLES[long]}最多 ${LIMITS[long]} 个字`);
    return [{ code, kind, active: record['active'] === false ? 0 : 1, ...words }];
  });
}
