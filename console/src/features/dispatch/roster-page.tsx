import type { RosterOutput, roster } from '@mingdan/shared/contracts/roster';
import { rosterMeta } from '@mingdan/shared/contracts/roster.meta';
import { businessDay, DAY_MS, type EpochMs, epochMs, formatDay, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { DaySheet } from './day-sheet.tsx';
import { weekdayOf } from './day-track.ts';
import { InstallerSheet } from './installer-sheet.tsx';
import { LeaveRequests } from './leave-requests.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';

export interface RosterFilters {
  /** The week's first day; this week's Monday where absent. */
  readonly from?: string;
  readonly outletId?: string;
}

/** What is open beside the table: an installer, or one of his days as `<id>/<day>`. */
export type RosterEdit = string | undefined;

type Row = RosterOutput['rows'][number];

/** Who works when: installers by days of one week, with leave and certificates that run out. */
export function RosterPage({
  filters,
  edit,
  onFilters,
  onEdit,
}: {
  filters: RosterFilters;
  edit: RosterEdit;
  onFilters: (filters: RosterFilters) => void;
  onEdit: (edit: RosterEdit) => void;
}) {
  const query = useQuery({ ...contractQuery<typeof roster>(rosterMeta, { ...filters }), placeholderData: keepPreviousData });
  const now = useNow();
  const mayBoard = useMay('dispatch:read');
  const [installerId, day] = edit?.split('/') ?? [];
  const edited = query.data?.rows.find((row) => row.installerId === installerId);
  const move = (weeks: number) => {
    const begin = startOfBusinessDay(query.data?.from ?? businessDay(epochMs(now))) ?? 0;
    onFilters({ ...filters, from: businessDay(epochMs(begin + weeks * 7 * DAY_MS)) });
  };
  return (
    <Page title={t('roster.title')} note={t('roster.note')} actions={mayBoard && <Link to="/dispatch">{t('roster.board')}</Link>}>
      <div className={styles.filters}>
        <Button onClick={() => move(-1)} aria-label={t('roster.previous')}>
          ‹
        </Button>
        <Button
          disabled={filters.from === undefined}
          onClick={() => onFilters(filters.outletId === undefined ? {} : { outletId: filters.outletId })}
        >
          {t('roster.thisWeek')}
        </Button>
        <Button onClick={() => move(1)} aria-label={t('roster.next')}>
          ›
        </Button>
        <Select
          className={styles.choice ?? ''}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('board.filter.outlet')}
          placeholder={t('board.filter.outlet')}
          value={filters.outletId ?? null}
          onChange={(outletId: string | null | undefined) => {
            const { outletId: _, ...rest } = filters;
            onFilters(outletId ? { ...rest, outletId } : rest);
          }}
          options={(query.data?.outlets ?? []).map((outlet) => ({ value: outlet.id, label: outlet.name }))}
        />
      </div>
      <LeaveRequests />
      <Card flush title={query.data && t('roster.week', { from: formatDay((startOfBusinessDay(query.data.from) ?? now) as EpochMs) })}>
        <QueryBoundary query={query}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty>{t(filters.outletId === undefined ? 'roster.empty' : 'roster.emptyFiltered')}</Empty>
            ) : (
              <Table rows={rows} today={businessDay(epochMs(now))} onEdit={onEdit} />
            )
          }
        </QueryBoundary>
      </Card>
      <InstallerSheet
        key={`installer ${installerId ?? ''}`}
        personId={day === undefined ? installerId : undefined}
        onClose={() => onEdit(undefined)}
      />
      {edited && day !== undefined && <DaySheet key={edit} row={edited} day={day} onClose={() => onEdit(undefined)} />}
    </Page>
  );
}

function Table({ rows, today, onEdit }: { rows: readonly Row[]; today: string; onEdit: (edit: RosterEdit) => void }) {
  const days = rows[0]!.days.map(({ day }) => day);
  return (
    <div className={styles.table}>
      <div className={styles.headRow} aria-hidden="true">
        <span />
        {days.map((day) => (
          <span key={day} className={day === today ? styles.today : ''}>
            {t(`weekday.${weekdayOf(day) as 0}`)} <span className="num">{day.slice(5)}</span>
          </span>
        ))}
      </div>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.installerId} className={styles.row}>
            <div className={styles.person}>
              <button type="button" className={styles.name} onClick={() => onEdit(row.installerId)}>
                {row.name}
              </button>
              <span className={styles.small}>
                {row.outletName !== null && <span className={styles.outlet}>{row.outletName}</span>}
                <span className="nowrap">{t('roster.capacity', { count: row.capacity })}</span>
              </span>
              {row.certificates
                .filter(({ standing }) => standing !== 'valid')
                .map(({ id, name, standing, validTo }) => (
                  <span key={id} className={styles.warning}>
                    {t('roster.certificates', {
                      name: `「${name}」`,
                      words: standing === 'expired' ? t('roster.certExpired') : t('roster.certSoon', { day: validTo }),
                    })}
                  </span>
                ))}
            </div>
            {row.days.map((cell) => (
              <Cell key={cell.day} row={row} cell={cell} onEdit={onEdit} />
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Cell({ row, cell, onEdit }: { row: Row; cell: Row['days'][number]; onEdit: (edit: RosterEdit) => void }) {
  const begin = startOfBusinessDay(cell.day) ?? 0;
  const isOnLeave = row.leaves.some((leave) => leave.from < begin + DAY_MS && leave.to > begin);
  const hours =
    cell.shifts === null
      ? t('roster.unkept')
      : cell.shifts.length === 0
        ? t('roster.off')
        : cell.shifts.map(({ from, to }) => `${from}–${to}`).join(' ');
  return (
    <button
      type="button"
      className={`${styles.cell} ${isOnLeave ? styles.leave : ''} ${cell.shifts?.length === 0 ? styles.off : ''}`}
      onClick={() => onEdit(`${row.installerId}/${cell.day}`)}
    >
      <span className="sr-only">
        {row.name} {cell.day}
      </span>
      <span className={styles.cellDay}>{t(`weekday.${weekdayOf(cell.day) as 0}`).slice(1)}</span>
      {isOnLeave && <strong>{t('roster.onLeave')}</strong>}
      {cell.shifts === null || cell.shifts.length === 0 ? (
        <span>{hours}</span>
      ) : (
        cell.shifts.map(({ from, to }) => (
          <span key={from} className="num">
            {from}
            <span className={styles.to}>–{to}</span>
          </span>
        ))
      )}
      {cell.visits > 0 && <span className={styles.visits}>{t('roster.visits', { count: cell.visits })}</span>}
      {cell.own && (
        <span className={styles.own} title={t('roster.own')}>
          <span className="sr-only">{t('roster.own')}</span>
        </span>
      )}
    </button>
  );
}
