import type { DispatchBoardOutput, dispatchBoard } from '@mingdan/shared/contracts/dispatch-board';
import { dispatchBoardMeta } from '@mingdan/shared/contracts/dispatch-board.meta';
import { businessDay, DAY_MS, type EpochMs, epochMs, formatDay, startOfBusinessDay } from '@mingdan/shared/kernel/time';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, ProblemView } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { RegionSelect } from '../../ui/region-select.tsx';
import styles from './board.module.css';
import { DayBoard } from './day-board.tsx';
import { t } from './messages.ts';
import { type Dropped, OrderPanel } from './order-panel.tsx';
import { Queue } from './queue.tsx';

export interface BoardFilters {
  readonly day?: string;
  readonly region?: string;
  readonly outletId?: string;
  readonly skill?: string;
}

/** How often the board asks for news, ms. */
const NEWS_MS = 15_000;

/** The dispatch board 调度台: what waits on the left, the day by installer on the right, a chosen order in the drawer. Filters and choice live in the address. */
export function BoardPage({
  filters,
  order,
  onFilters,
  onOrder,
}: {
  filters: BoardFilters;
  order: string | undefined;
  onFilters: (filters: BoardFilters) => void;
  onOrder: (orderId: string | undefined) => void;
}) {
  const query = useQuery({
    ...contractQuery<typeof dispatchBoard>(dispatchBoardMeta, { ...filters }),
    placeholderData: keepPreviousData,
    refetchInterval: NEWS_MS,
  });
  const now = useNow();
  const mayRoster = useMay('roster:read');
  const [dropped, setDropped] = useState<{ orderId: string; where: Dropped }>();
  const choose = (orderId: string | undefined) => {
    setDropped(undefined);
    onOrder(orderId);
  };
  const today = businessDay(epochMs(now));
  const day = filters.day ?? today;
  const isFiltered = filters.region !== undefined || filters.outletId !== undefined || filters.skill !== undefined;
  return (
    <Page title={t('board.title')} note={t('board.note')} actions={mayRoster && <Link to="/roster">{t('board.roster')}</Link>}>
      <Filters filters={filters} day={day} today={today} board={query.data} onFilters={onFilters} />
      <QueryBoundary query={query}>
        {(board) => (
          <>
            {query.isError && <ProblemView error={query.error} compact onRetry={() => void query.refetch()} />}
            <div className={`${styles.board} ${query.isPlaceholderData ? styles.stale : ''}`}>
              <Card title={t('board.queue', { count: board.queue.length })}>
                {board.queue.length === 0 ? (
                  <Empty>{t('board.queueEmpty')}</Empty>
                ) : (
                  <Queue orders={board.queue} chosen={order} onChoose={choose} />
                )}
                {board.queueCut && <p className="muted">{t('board.queueCut', { count: board.queue.length })}</p>}
              </Card>
              <Card title={t('board.day', { day: formatDay((startOfBusinessDay(board.day) ?? now) as EpochMs) })} flush>
                {board.rows.length === 0 ? (
                  <Empty action={isFiltered && <Button onClick={() => onFilters(onlyDay(filters))}>{t('board.clear')}</Button>}>
                    {t('board.dayEmpty')}
                  </Empty>
                ) : (
                  <DayBoard
                    day={board.day}
                    rows={board.rows}
                    chosen={order}
                    onChoose={choose}
                    onDrop={(orderId, where) => {
                      setDropped({ orderId, where });
                      onOrder(orderId);
                    }}
                  />
                )}
              </Card>
            </div>
          </>
        )}
      </QueryBoundary>
      <OrderPanel
        key={`${order ?? ''} ${JSON.stringify(dropped)}`}
        orderId={order}
        dropped={dropped?.orderId === order ? dropped?.where : undefined}
        onClose={() => choose(undefined)}
      />
    </Page>
  );
}

function Filters({
  filters,
  day,
  today,
  board,
  onFilters,
}: {
  filters: BoardFilters;
  day: string;
  today: string;
  board: DispatchBoardOutput | undefined;
  onFilters: (filters: BoardFilters) => void;
}) {
  const [isRegionOpen, setRegionOpen] = useState(filters.region !== undefined);
  const shift = (days: number) => businessDay(epochMs((startOfBusinessDay(day) ?? 0) + days * DAY_MS));
  const at = (next: string) => onFilters(next === today ? without(filters, 'day') : { ...filters, day: next });
  const choose = (key: 'outletId' | 'skill', value: string | null | undefined) =>
    onFilters(value ? { ...filters, [key]: value } : without(filters, key));
  return (
    <div className={styles.filters}>
      <span className={styles.days}>
        <Button onClick={() => at(shift(-1))} aria-label={t('board.previous')}>
          ‹
        </Button>
        <Button onClick={() => at(today)} disabled={day === today}>
          {t('board.today')}
        </Button>
        <Button onClick={() => at(shift(1))} aria-label={t('board.next')}>
          ›
        </Button>
        <DateField compact aria-label={t('board.pickDay')} value={day} onChange={(chosen) => chosen !== '' && at(chosen)} />
      </span>
      <Select
        className={styles.choice ?? ''}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('board.filter.outlet')}
        placeholder={t('board.filter.outlet')}
        value={filters.outletId ?? null}
        onChange={(value: string | null | undefined) => choose('outletId', value)}
        options={(board?.outlets ?? []).map((outlet) => ({ value: outlet.id, label: outlet.name }))}
      />
      <Select
        className={styles.choice ?? ''}
        allowClear
        aria-label={t('board.filter.skill')}
        placeholder={t('board.filter.skill')}
        value={filters.skill ?? null}
        onChange={(value: string | null | undefined) => choose('skill', value)}
        options={(board?.skills ?? []).map((skill) => ({ value: skill, label: skill }))}
      />
      {isRegionOpen ? (
        <RegionSelect
          title={t('board.filter.region')}
          value={filters.region ?? ''}
          onChange={(code) => onFilters(code ? { ...filters, region: code } : without(filters, 'region'))}
        />
      ) : (
        <Button onClick={() => setRegionOpen(true)}>{t('board.showFilter')}</Button>
      )}
    </div>
  );
}

function without<Key extends keyof BoardFilters>(filters: BoardFilters, key: Key): BoardFilters {
  const { [key]: _, ...rest } = filters;
  return rest;
}

function onlyDay({ day }: BoardFilters): BoardFilters {
  return day === undefined ? {} : { day };
}
