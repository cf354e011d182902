import type { OrderView, PricedLine } from '@mingdan/shared/contracts/orders';
import { formatQuantity } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { additionWords } from '@mingdan/shared/orders/line-added';
import { quantityWords } from '@mingdan/shared/orders/quantity-words';
import { shortHash } from '../../lib/format.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { isNobodysYet, Money, NobodysYet } from '../../ui/money.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { t } from './messages.ts';
import styles from './orders.module.css';

const SIDES = ['charge', 'settle', 'earn', 'cost'] as const;

/** The lines of the bill with the figures this person may see; a figure that is hidden on every line has no column. */
export function BillTable({ bill }: { bill: OrderView['bill'] }) {
  if (bill.lines.length === 0) return <Empty>{t('detail.bill.none')}</Empty>;
  const sides = SIDES.filter((side) => bill.lines.some((line) => line[side] !== null));
  // what installers earn hangs on who takes the order
  const isNobodys = (side: (typeof SIDES)[number]) => side === 'earn' && isNobodysYet(bill);
  const columns: readonly Column<PricedLine & { index: number }>[] = [
    {
      title: t('bill.item'),
      lead: true,
      cell: (line) => (
        <span>
          {line.name}
          <span className={`${styles.second} muted`}>
            <span className="mono">{line.item}</span> · {text(`item.kind.${line.kind}`)}
          </span>
          {line.added.length > 0 && (
            <span className={`${styles.second} muted`}>
              {text('money.charge')}：{additionWords(line.added)}
            </span>
          )}
        </span>
      ),
    },
    {
      title: t('bill.quantity'),
      align: 'right',
      cell: (line) => (
        <span className="nowrap">
          {formatQuantity(line.quantity, line.unit)}
          {line.parts.length > 1 && <span className={`${styles.second} muted`}>{quantityWords(line)}</span>}
        </span>
      ),
    },
    ...sides.map((side) => ({
      title: text(`money.${side}`),
      align: 'right' as const,
      cell: (line: PricedLine) => (isNobodys(side) ? <span className="muted">—</span> : <Money fen={line[side]} />),
    })),
  ];
  return (
    <>
      <DataTable
        label={t('detail.bill')}
        columns={columns}
        rows={bill.lines.map((line, index) => ({ ...line, index }))}
        rowKey={(line) => `${line.index}`}
        foot={
          <tr>
            <th scope="row">{t('bill.total')}</th>
            <td data-label="" />
            {sides.map((side) => (
              <td key={side} className="right" data-label={text(`money.${side}`)}>
                {isNobodys(side) ? <NobodysYet /> : <Money fen={bill.totals[side]} />}
              </td>
            ))}
          </tr>
        }
      />
      <p className={styles.fingerprint}>
        {text(`order.bill.${bill.kind}`)} · {t('bill.fingerprint')} <CopyText value={bill.hash} shown={shortHash(bill.hash, 16)} />
      </p>
    </>
  );
}
