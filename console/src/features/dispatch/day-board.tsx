import type { DispatchBoardOutput } from '@mingdan/shared/contracts/dispatch-board';
import { startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { useState } from 'react';
import styles from './board.module.css';
import { hourAt, hoursShown, lanesOf, leaveOn, movedTo, ORDER_DRAGGED, place } from './day-track.ts';
import { t } from './messages.ts';
import type { Dropped } from './order-panel.tsx';

type Row = DispatchBoardOutput['rows'][number];
type Shown = ReturnType<typeof hoursShown>;

/** The way to a visit in words, and whether it can be met. */
function travel({ travelMinutes, tight }: Row['visits'][number]): string {
  const way =
    travelMinutes === null ? '' : travelMinutes === 0 ? t('board.sameAddressAs') : t('board.travelFrom', { minutes: travelMinutes });
  return [way, tight ? t('board.tight') : ''].filter((words) => words !== '').join('，');
}

/** A lane's height on the track, px. */
const LANE = 40;

/** The day by installer: rows are people, columns hours; leave and hours off are shaded. Narrow screens list the visits instead. */
export function DayBoard({
  day,
  rows,
  chosen,
  onChoose,
  onDrop,
}: {
  day: string;
  rows: readonly Row[];
  chosen: string | undefined;
  onChoose: (orderId: string) => void;
  /** An order was dragged somewhere else. Whoever has no mouse chooses it and uses the panel. */
  onDrop: (orderId: string, where: Dropped) => void;
}) {
  const shown = hoursShown(rows.flatMap((row) => [...row.visits.map(({ slot }) => slot), ...(row.shifts ?? [])]));
  const hours = Array.from({ length: shown.to - shown.from }, (_, index) => shown.from + index);
  return (
    <div className={styles.day}>
      <div className={styles.hours} aria-hidden="true">
        <span />
        <span className={styles.scale}>
          {hours.map((hour) => (
            <span key={hour} className="num">
              {String(hour).padStart(2, '0')}
            </span>
          ))}
        </span>
      </div>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.installerId} className={styles.row}>
            <Person row={row} />
            <Track row={row} day={day} shown={shown} chosen={chosen} onChoose={onChoose} onDrop={onDrop} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Person({ row }: { row: Row }) {
  const share = row.capacity === 0 ? 0 : Math.min(1, row.load / row.capacity);
  return (
    <div className={styles.person}>
      <span className={styles.personTop}>
        <strong className={styles.name}>{row.name}</strong>
        <span className={`num ${styles.load}`} title={t('board.loadOf', { load: row.load, capacity: row.capacity })}>
          {t('board.load', { load: row.load, capacity: row.capacity })}
        </span>
      </span>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} className={share >= 1 ? styles.full : ''} />
      </span>
      <span className={styles.small}>
        {row.outletName !== null && <span className={styles.outlet}>{row.outletName}</span>}
        {row.shifts === null ? <span>{t('board.noRoster')}</span> : row.shifts.length === 0 && <span>{t('board.off')}</span>}
      </span>
      {row.warnings.map((warning) => (
        <span key={warning} className={styles.warning}>
          {warning}
        </span>
      ))}
    </div>
  );
}

function Track({
  row,
  day,
  shown,
  chosen,
  onChoose,
  onDrop,
}: {
  row: Row;
  day: string;
  shown: Shown;
  chosen: string | undefined;
  onChoose: (orderId: string) => void;
  onDrop: (orderId: string, where: Dropped) => void;
}) {
  const [isOver, setOver] = useState(false);
  const lanes = lanesOf(row.visits.map(({ slot }) => slot));
  const height = (Math.max(0, ...lanes) + 1) * LANE + 8;
  const start = startOfBusinessDay(day) ?? 0;
  const percent = (span: { from: string; to: string }) => {
    const { left, width } = place(span, shown);
    return { ['--left' as string]: `${left}%`, ['--width' as string]: `${width}%` };
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a short cut; the same is done with the panel by keyboard
    <div
      className={`${styles.track} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(ORDER_DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const orderId = event.dataTransfer.getData(ORDER_DRAGGED);
        if (orderId === '') return;
        event.preventDefault();
        const own = row.visits.find((visit) => visit.orderId === orderId);
        if (!own) return onDrop(orderId, { installerId: row.installerId });
        const box = event.currentTarget.getBoundingClientRect();
        const to = movedTo(own.slot, hourAt((event.clientX - box.left) / box.width, shown));
        if (to.from !== own.slot.from) onDrop(orderId, { slot: { date: day, ...to } });
      }}
      style={{ ['--height' as string]: `${height}px`, ['--hours' as string]: shown.to - shown.from }}
    >
      {(row.shifts === null ? [{ from: '00:00', to: '24:00' }] : row.shifts).map((shift) => (
        <span key={shift.from} className={styles.shift} style={percent(shift)} aria-hidden="true" />
      ))}
      {row.leaves.map((leave) => (
        <span key={leave.id} className={styles.leave} style={percent(leaveOn(leave, start))}>
          {t('board.leave')}
        </span>
      ))}
      {row.visits.length === 0 && <span className={styles.free}>{t('board.free')}</span>}
      {row.visits.map((visit, index) => (
        <button
          type="button"
          key={visit.orderId}
          draggable={visit.movable}
          onDragStart={(event) => event.dataTransfer.setData(ORDER_DRAGGED, visit.orderId)}
          className={`${styles.visit} ${visit.movable ? '' : styles.settled} ${visit.tight ? styles.tight : ''}`}
          style={{ ...percent(visit.slot), ['--top' as string]: `${4 + lanes[index]! * LANE}px` }}
          aria-pressed={visit.orderId === chosen}
          title={[`${visit.templateName} ${visit.slot.from}–${visit.slot.to} ${visit.regionName} ${visit.nodeName}`, travel(visit)]
            .join(' ')
            .trim()}
          onClick={() => onChoose(visit.orderId)}
        >
          <span className="sr-only">{row.name}</span>
          <span className={styles.visitTop}>
            <span className="num">
              {visit.slot.from}–{visit.slot.to}
            </span>
            {visit.role === 'helper' && <span className={styles.helper}>{t('board.helper')}</span>}
            {visit.travelMinutes !== null && (
              <span className={styles.travel} aria-hidden="true">
                {visit.travelMinutes === 0 ? t('board.sameAddress') : t('board.travel', { minutes: visit.travelMinutes })}
              </span>
            )}
          </span>
          <span className={styles.visitName}>{visit.templateName}</span>
          <span className="sr-only">
            {visit.regionName} {visit.number} {travel(visit)}
          </span>
        </button>
      ))}
    </div>
  );
}
