import type { ExportColumn } from '@mingdan/shared/contracts/order-columns';
import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { type EpochMs, formatInstant } from '@mingdan/shared/kernel/time';
import { label } from '@mingdan/shared/messages/index';
import { standingWord } from '@mingdan/shared/orders/standing';
import type { Cell } from '../../platform/sheets/rows.ts';
import type { OrderFigures } from './order-figures.ts';

/** What a line of an export is made from, as its reader may see it. */
export interface ExportLine extends OrderSummary {
  readonly source: string;
  readonly finishedAt: number | null;
  readonly phone: string;
  readonly address: string;
  /** Null unless a column asks for it. */
  readonly money: OrderFigures | null;
}

const instant = (at: number | null): string | null =>
  at === null
    ? null
    : formatInstant(at as EpochMs)
        .slice(0, 16)
        .replace('T', ' ');

/** A plan that was cancelled is nobody's price: lists show none, and whoever adds up a column must not count it. */
const isDropped = ({ state, finishedAt }: ExportLine): boolean => state === 'cancelled' && finishedAt === null;

const yuan = (figure: number | null | undefined): Cell => (figure === null || figure === undefined ? null : { fen: figure });

/** Heading, width in characters and content of each column. */
export const EXPORT_COLUMNS: Readonly<Record<ExportColumn, readonly [title: string, width: number, cell: (line: ExportLine) => Cell]>> = {
  number: ['工单号', 18, (line) => line.number],
  template: ['模板', 16, (line) => line.templateName],
  state: ['状态', 10, (line) => standingWord(line)],
  phase: ['当前节点', 14, (line) => (line.state === 'cancelled' ? null : line.nodeName)],
  settlement: ['结算状态', 10, (line) => (isDropped(line) ? null : label('order.settlement', line.settlementState))],
  urgency: ['紧急程度', 10, (line) => label('order.urgency', line.urgency)],
  region: ['地区', 24, (line) => line.regionName],
  contact: ['联系人', 10, (line) => line.contactName ?? line.customerName],
  customer: ['客户', 10, (line) => line.customerName],
  phone: ['电话', 14, (line) => line.phone],
  address: ['地址', 32, (line) => line.address],
  installer: ['师傅', 10, (line) => line.installerName],
  outlet: ['网点', 18, (line) => line.outletName],
  slot: ['预约时段', 22, (line) => (line.slot === null ? null : `${line.slot.date} ${line.slot.from}-${line.slot.to}`)],
  charge: ['客户价（元）', 14, (line) => yuan(isDropped(line) ? null : line.charge)],
  due: ['应收（元）', 14, ({ money }) => yuan(money?.due)],
  collected: ['已收（元）', 14, ({ money }) => yuan(money?.collected)],
  owing: ['未收（元）', 14, ({ money }) => yuan(money?.owing)],
  settle: ['结算价（元）', 14, ({ money }) => yuan(money?.settle)],
  earn: ['师傅收益（元）', 14, ({ money }) => yuan(money?.earn)],
  cost: ['成本（元）', 14, ({ money }) => yuan(money?.cost)],
  profit: ['毛利（元）', 14, ({ money }) => yuan(money?.profit)],
  source: ['来源', 10, (line) => label('order.source', line.source)],
  created: ['开单时间', 18, (line) => instant(line.createdAt)],
  finished: ['完工时间', 18, (line) => instant(line.finishedAt)],
};
