import type { listOutlets, OutletView } from '@mingdan/shared/contracts/outlets';
import { listOutletsMeta } from '@mingdan/shared/contracts/outlets.meta';
import { fullName } from '@mingdan/shared/region/region';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMay } from '../../lib/access.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';
import { OutletSheet } from './outlet-sheet.tsx';
import styles from './people.module.css';
import { PeopleTabs } from './people-tabs.tsx';

/** Word in the address for an outlet that is not there yet. */
const NEW = 'new';

/** Outlets 网点 and service providers. `edit`: id of the outlet whose form is open, or `new`. */
export function OutletsPage({ edit, onEdit }: { edit: string | undefined; onEdit: (edit: string | undefined) => void }) {
  const outlets = useQuery(contractQuery<typeof listOutlets>(listOutletsMeta, {}));
  const mayWrite = useMay('people:write');
  const edited = outlets.data?.items.find((outlet) => outlet.id === edit) ?? null;
  const add = mayWrite && (
    <Button type="primary" onClick={() => onEdit(NEW)}>
      {t('outlet.add')}
    </Button>
  );
  return (
    <Page title={t('outlets')} note={t('outlet.note')} actions={add}>
      <PeopleTabs current="outlets" />
      <Card flush>
        <QueryBoundary query={outlets}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('outlet.empty')}</Empty>
            ) : (
              <DataTable
                label={t('outlets')}
                rows={items}
                rowKey={(outlet) => outlet.id}
                columns={columns(mayWrite ? onEdit : undefined)}
                isFaded={(outlet) => !outlet.active}
                {...(mayWrite ? { onOpen: (outlet: OutletView) => onEdit(outlet.id) } : {})}
              />
            )
          }
        </QueryBoundary>
      </Card>
      <OutletSheet
        key={edit ?? ''}
        outlet={edited}
        open={mayWrite && (edit === NEW || edited !== null)}
        onClose={() => onEdit(undefined)}
      />
    </Page>
  );
}

function columns(onEdit: ((id: string) => void) | undefined): readonly Column<OutletView>[] {
  return [
    {
      title: t('outlet.col.name'),
      lead: true,
      cell: (outlet) =>
        onEdit === undefined ? (
          outlet.name
        ) : (
          <button type="button" className={styles.name} onClick={() => onEdit(outlet.id)}>
            {outlet.name}
          </button>
        ),
    },
    { title: t('outlet.col.code'), cell: (outlet) => <span className="mono">{outlet.code}</span> },
    { title: t('outlet.col.region'), cell: (outlet) => fullName(outlet.region) || outlet.region },
    { title: t('outlet.col.cooperation'), cell: (outlet) => t(`cooperation.${outlet.cooperation}`) },
    { title: t('outlet.col.people'), align: 'right', cell: (outlet) => <span className="num">{outlet.people}</span> },
    {
      title: t('outlet.col.active'),
      cell: (outlet) => <Tag tone={outlet.active ? 'good' : 'quiet'}>{t(outlet.active ? 'active.true' : 'active.false')}</Tag>,
    },
  ];
}
