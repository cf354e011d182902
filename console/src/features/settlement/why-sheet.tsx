import type { BillSettlement } from '@mingdan/shared/contracts/settlement';
import { formatQuantity } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { BookText, TierText } from '../../ui/pin-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { WhySteps } from '../../ui/why-tree.tsx';
import type { Figure } from './figures.ts';
import { t } from './messages.ts';
import styles from './settlement.module.css';

type Line = BillSettlement['lines'][number];

/** Why a figure is what it is: the tier, then line by line every step with the value before and after. */
export function WhySheet({ bill, figure, onClose }: { bill: BillSettlement; figure: Figure | null; onClose: () => void }) {
  return (
    <Sheet
      open={figure !== null}
      onClose={onClose}
      width={640}
      title={figure === null ? '' : t('money.whyOf', { name: text(`money.${figure}`) })}
    >
      {figure !== null && (
        <div className={styles.stack}>{figure === 'profit' ? <ProfitWhy bill={bill} /> : <SideWhy bill={bill} side={figure} />}</div>
      )}
    </Sheet>
  );
}

function ProfitWhy({ bill }: { bill: BillSettlement }) {
  const rows = [
    ['charge', ''],
    ['settle', '−'],
    ['cost', '−'],
  ] as const;
  return (
    <Card title={t('why.profit')}>
      <dl className={styles.sum}>
        {rows.map(([name, sign]) => (
          <div key={name}>
            <dt>
              {sign} {text(`money.${name}`)}
            </dt>
            <dd>
              <Money fen={bill.totals[name]} />
            </dd>
          </div>
        ))}
        <div className={styles.result}>
          <dt>= {text('money.profit')}</dt>
          <dd>
            <Money fen={bill.totals.profit} strong />
          </dd>
        </div>
      </dl>
    </Card>
  );
}

function SideWhy({ bill, side }: { bill: BillSettlement; side: Exclude<Figure, 'profit'> }) {
  return (
    <>
      <Card
        title={t('why.tier')}
        extra={
          <span>
            <TierText code={bill.tier} name={bill.tierName} /> · <BookText pin={bill.book} />
          </span>
        }
      >
        <WhySteps steps={bill.tierWhy} />
      </Card>
      {bill.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a settled bill never move, and the same item may stand twice
        <Card key={index} title={<LineTitle line={line} index={index} />} extra={<Money fen={line[side]} strong />}>
          <WhySteps steps={bill.why.find((why) => why.line === index && why.side === side)?.steps ?? []} />
          {side === 'earn' && <Split line={line} />}
        </Card>
      ))}
      <p className={styles.total}>
        {t('why.sum')} <Money fen={bill.totals[side]} strong />
      </p>
    </>
  );
}

function LineTitle({ line, index }: { line: Line; index: number }) {
  return (
    <>
      {index + 1}. {line.name} <span className="muted">{formatQuantity(line.quantity, line.unit)}</span>
    </>
  );
}

/** How the pool of a line is shared over those who did it. */
function Split({ line }: { line: Line }) {
  return (
    <div className={styles.split}>
      <p className="secondary">{line.split === null ? t('why.noSplit') : t('why.split', { split: line.split })}</p>
      {line.crew.length > 0 && (
        <dl className={styles.sum}>
          {line.crew.map((member) => (
            <div key={member.installer}>
              <dt>{member.name}</dt>
              <dd>
                <Money fen={member.share} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
