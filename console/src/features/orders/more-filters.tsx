import type { listOutlets } from '@mingdan/shared/contracts/outlets';
import { listOutletsMeta } from '@mingdan/shared/contracts/outlets.meta';
import type { listTemplates } from '@mingdan/shared/contracts/templates';
import { listTemplatesMeta } from '@mingdan/shared/contracts/templates.meta';
import { ATTENTION } from '@mingdan/shared/orders/attention';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useMay } from '../../lib/access.ts';
import { contractQuery } from '../../lib/query.ts';
import { DateField } from '../../ui/date-field.tsx';
import { RegionSelect } from '../../ui/region-select.tsx';
import { Choice, Names, type Picked } from './choice.tsx';
import type { FilterKey } from './filter-words.ts';
import { InstallerChoice } from './installer-choice.tsx';
import styles from './list.module.css';
import { t as list } from './list-messages.ts';
import type { OrderFilters } from './operations.ts';

const URGENCY = ['normal', 'urgent'] as const;
const SOURCES = ['sidebar', 'console', 'qr'] as const;

type Change = (changes: Partial<Record<FilterKey, string | undefined>>) => void;

/** The filters that are wanted now and then. Lists of names are offered to those who may read them. */
export function MoreFilters({ filters, onChange }: { filters: OrderFilters; onChange: Change }) {
  return (
    <div className={styles.moreFilters}>
      <Choice
        title={list('filter.attention')}
        group="order.attention"
        values={ATTENTION}
        value={filters.attention}
        onChange={(attention) => onChange({ attention })}
      />
      <Choice
        title={list('filter.urgency')}
        group="order.urgency"
        values={URGENCY}
        value={filters.urgency}
        onChange={(urgency) => onChange({ urgency })}
      />
      <Choice
        title={list('filter.source')}
        group="order.source"
        values={SOURCES}
        value={filters.source as (typeof SOURCES)[number] | undefined}
        onChange={(source) => onChange({ source })}
      />
      {useMay('templates:read') && <TemplateChoice value={filters.templateCode} onChange={(templateCode) => onChange({ templateCode })} />}
      {useMay('people:read') && (
        <>
          <OutletChoice value={filters.outletId} onChange={(outletId) => onChange({ outletId })} />
          <InstallerChoice
            title={list('filter.installer')}
            value={filters.installerId}
            onChange={(installerId) => onChange({ installerId })}
          />
        </>
      )}
      <DayRange
        what={list('filter.slot')}
        from={filters.slotFrom}
        to={filters.slotTo}
        onChange={(slotFrom, slotTo) => onChange({ slotFrom, slotTo })}
      />
      <DayRange
        what={list('filter.created')}
        from={filters.createdFrom}
        to={filters.createdTo}
        onChange={(createdFrom, createdTo) => onChange({ createdFrom, createdTo })}
      />
      <DayRange
        what={list('filter.finished')}
        from={filters.finishedFrom}
        to={filters.finishedTo}
        onChange={(finishedFrom, finishedTo) => onChange({ finishedFrom, finishedTo })}
      />
      <div className={styles.wideFilter}>
        <RegionSelect title={list('filter.region')} value={filters.region ?? ''} onChange={(region) => onChange({ region })} />
      </div>
    </div>
  );
}

function TemplateChoice({ value, onChange }: Picked) {
  const query = useQuery(contractQuery<typeof listTemplates>(listTemplatesMeta, {}));
  const names = new Map(query.data?.items.map((template) => [template.code, template.name]));
  return <Names title={list('filter.template')} names={names} value={value} onChange={onChange} loading={query.isLoading} />;
}

function OutletChoice({ value, onChange }: Picked) {
  const query = useQuery(contractQuery<typeof listOutlets>(listOutletsMeta, {}));
  const names = new Map(query.data?.items.map((outlet) => [outlet.id, outlet.name]));
  return <Names title={list('filter.outlet')} names={names} value={value} onChange={onChange} loading={query.isLoading} />;
}

/** Two days, both included; the browser's own date fields, which every keyboard and screen reader knows. */
function DayRange({
  what,
  from,
  to,
  onChange,
}: {
  what: string;
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
}) {
  const id = useId();
  return (
    <span className={styles.range}>
      <label htmlFor={id}>{what}</label>
      <DateField compact id={id} value={from ?? ''} max={to} onChange={(day) => onChange(day || undefined, to)} />
      –
      <DateField
        compact
        aria-label={list('filter.to', { what })}
        value={to ?? ''}
        min={from}
        onChange={(day) => onChange(from, day || undefined)}
      />
    </span>
  );
}
