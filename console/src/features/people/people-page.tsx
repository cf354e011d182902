import type { listPeople, PersonView } from '@mingdan/shared/contracts/people';
import { listPeopleMeta } from '@mingdan/shared/contracts/people.meta';
import { PERSON_ROLES, type PersonRole } from '@mingdan/shared/contracts/roles';
import { label } from '@mingdan/shared/messages/index';
import { EVERYWHERE, fullName } from '@mingdan/shared/region/region';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useMay } from '../../lib/access.ts';
import { contractPages } from '../../lib/query.ts';
import { type Column, PagedTable } from '../../ui/data-table.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import styles from './people.module.css';
import { PeopleTabs } from './people-tabs.tsx';
import { PersonSheet } from './person-sheet.tsx';

export interface PeopleFilters {
  readonly role?: PersonRole;
  readonly active?: 'true' | 'false';
}

/** Word in the address for a person who is not there yet. */
const NEW = 'new';

/** People of the company: roles, outlet, regions. `edit`: id of the person whose form is open, or `new`. */
export function PeoplePage({
  filters,
  edit,
  onFilters,
  onEdit,
}: {
  filters: PeopleFilters;
  edit: string | undefined;
  onFilters: (filters: PeopleFilters) => void;
  onEdit: (edit: string | undefined) => void;
}) {
  const pages = useInfiniteQuery({
    ...contractPages<typeof listPeople>(listPeopleMeta, { ...filters, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const mayWrite = useMay('people:write');
  const people = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const edited = people.find((person) => person.id === edit) ?? null;
  const isOpen = mayWrite && (edit === NEW || edited !== null);
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        mayWrite && (
          <Button type="primary" onClick={() => onEdit(NEW)}>
            {t('add')}
          </Button>
        )
      }
    >
      <PeopleTabs current="people" />
      <div className={styles.filters}>
        <Select
          className={styles.choice ?? ''}
          allowClear
          aria-label={t('filter.role')}
          placeholder={t('filter.role')}
          value={filters.role ?? null}
          onChange={(role: PersonRole | null | undefined) => onFilters(without(filters, 'role', role))}
          options={PERSON_ROLES.map((role) => ({ value: role, label: label('role', role) }))}
        />
        <Select
          className={styles.choice ?? ''}
          allowClear
          aria-label={t('filter.active')}
          placeholder={t('filter.active')}
          value={filters.active ?? null}
          onChange={(active: 'true' | 'false' | null | undefined) => onFilters(without(filters, 'active', active))}
          options={(['true', 'false'] as const).map((active) => ({ value: active, label: t(`active.${active}`) }))}
        />
      </div>
      <Card flush>
        <PagedTable
          pages={pages}
          label={t('title')}
          columns={columns(mayWrite ? onEdit : undefined)}
          rowKey={(person) => person.id}
          {...(mayWrite ? { onOpen: (person: PersonView) => onEdit(person.id) } : {})}
          isFaded={(person) => !person.active}
          empty={<Empty>{t('empty')}</Empty>}
          onClearFilters={Object.keys(filters).length > 0 ? () => onFilters({}) : undefined}
        />
      </Card>
      <PersonSheet key={edit ?? ''} person={edited} open={isOpen} onClose={() => onEdit(undefined)} />
    </Page>
  );
}

function without<Key extends keyof PeopleFilters>(
  filters: PeopleFilters,
  key: Key,
  value: PeopleFilters[Key] | null | undefined,
): PeopleFilters {
  const { [key]: _, ...rest } = filters;
  return value === null || value === undefined ? rest : { ...rest, [key]: value };
}

function columns(onEdit: ((id: string) => void) | undefined): readonly Column<PersonView>[] {
  return [
    {
      title: t('col.name'),
      lead: true,
      cell: (person) =>
        onEdit === undefined ? (
          person.name
        ) : (
          <button type="button" className={styles.name} onClick={() => onEdit(person.id)}>
            {person.name}
          </button>
        ),
    },
    { title: t('col.userid'), cell: (person) => <span className="mono">{person.userid}</span> },
    { title: t('col.phone'), cell: (person) => <span className="num">{person.phoneMasked ?? '—'}</span> },
    { title: t('col.roles'), cell: (person) => person.roles.map((role) => label('role', role)).join('、') || '—' },
    { title: t('col.outlet'), cell: (person) => person.outletName ?? <span className="muted">—</span> },
    {
      title: t('col.regions'),
      cell: (person) =>
        person.regions.includes(EVERYWHERE) ? t('everywhere') : person.regions.map((code) => fullName(code) || code).join('、') || '—',
    },
    {
      title: t('col.active'),
      cell: (person) => <Tag tone={person.active ? 'good' : 'quiet'}>{t(person.active ? 'active.true' : 'active.false')}</Tag>,
    },
  ];
}
