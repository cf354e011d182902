import type { customerFile } from '@mingdan/shared/contracts/customer-file';
import { customerFileMeta } from '@mingdan/shared/contracts/customer-file.meta';
import type { CustomerView, getCustomer } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Suspense, useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { moment } from '../../lib/format.ts';
import { lazily } from '../../lib/lazily.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/problem-view.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { CustomerNotes } from './customer-notes.tsx';
import styles from './customers.module.css';
import { DeviceDialog } from './device-dialog.tsx';
import { DeviceTable } from './device-table.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { MergeList } from './merge-list.tsx';
import { t } from './messages.ts';
import { OrdersOfCustomer } from './orders-of-customer.tsx';
import { RevealedPhone } from './revealed-phone.tsx';

type Site = CustomerView['sites'][number];

// brings the region table along: only who writes an address loads it
const SiteDialog = lazily(async () => (await import('./site-dialog.tsx')).SiteDialog);

const sites = (onEdit: ((site: Site) => void) | undefined): readonly Column<Site>[] => [
  { title: t('site.text'), lead: true, cell: (site) => site.text },
  { title: t('site.region'), cell: (site) => site.regionName },
  { title: t('site.label'), cell: (site) => site.label || '—' },
  {
    title: t('site.position'),
    align: 'right',
    cell: (site) => (site.lat === null || site.lng === null ? '—' : `${site.lat.toFixed(5)}, ${site.lng.toFixed(5)}`),
  },
  ...(onEdit
    ? [
        {
          title: t('site.act'),
          align: 'right' as const,
          cell: (site: Site) => (
            <Button size="small" onClick={() => onEdit(site)}>
              {t('site.edit')}
            </Button>
          ),
        },
      ]
    : []),
];

/** What is known of a customer: where they live, what they own, what was done for them, what colleagues wrote down. */
export function CustomerPage({ customerId }: { customerId: string }) {
  const query = useQuery(contractQuery<typeof getCustomer>(getCustomerMeta, { customerId }));
  return (
    <QueryBoundary query={query} title={t('page.back')}>
      {(customer) => <Body customer={customer} />}
    </QueryBoundary>
  );
}

function Body({ customer }: { customer: CustomerView }) {
  const now = useNow();
  const file = useQuery(contractQuery<typeof customerFile>(customerFileMeta, { customerId: customer.id }));
  const mayWrite = useMay('customers:write');
  const seesOrders = useMay('orders:list');
  const [device, setDevice] = useState<CustomerView['devices'][number] | 'new' | null>(null);
  const [site, setSite] = useState<Site | 'new' | null>(null);
  const [isMerging, setMerging] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const warranties = new Map(file.data?.warranties.map(({ deviceId, until }) => [deviceId, until]));
  return (
    <Page
      title={customer.name}
      crumb={
        <Link to="/customers" search={{}}>
          {t('page.back')}
        </Link>
      }
      note={label('customer.level', customer.level)}
      actions={mayWrite && <Button onClick={() => setMerging(true)}>{t('merge.act')}</Button>}
    >
      <div className={styles.columns}>
        <div className={styles.stack}>
          {seesOrders && <OrdersOfCustomer customerId={customer.id} />}
          <Card
            title={t('page.devices')}
            flush={customer.devices.length > 0}
            extra={mayWrite && <Button onClick={() => setDevice('new')}>{t('device.add')}</Button>}
          >
            {customer.devices.length === 0 ? (
              <Empty>{t('page.noDevices')}</Empty>
            ) : (
              <DeviceTable customer={customer} warranties={warranties} onEdit={mayWrite ? setDevice : undefined} />
            )}
          </Card>
          <Card
            title={t('page.sites')}
            flush={customer.sites.length > 0}
            extra={mayWrite && <Button onClick={() => setSite('new')}>{t('site.add')}</Button>}
          >
            {customer.sites.length === 0 ? (
              <Empty>{t('page.noSites')}</Empty>
            ) : (
              <DataTable
                label={t('page.sites')}
                columns={sites(mayWrite ? setSite : undefined)}
                rows={customer.sites}
                rowKey={(site) => site.id}
              />
            )}
          </Card>
        </div>
        <div className={styles.stack}>
          <Card title={t('page.facts')} extra={mayWrite && <Button onClick={() => setEditing(true)}>{t('contact.edit')}</Button>}>
            <Facts
              columns={1}
              items={[
                [t('col.phone'), <RevealedPhone key="phone" customer={customer} />],
                [t('col.level'), label('customer.level', customer.level)],
                [t('col.created'), moment(customer.createdAt, now)],
              ]}
            />
          </Card>
          <MergeList customerId={customer.id} mayUndo={mayWrite} />
          <CustomerNotes customerId={customer.id} query={file} />
        </div>
      </div>
      {site !== null && (
        <Suspense>
          <SiteDialog customer={customer} site={site === 'new' ? null : site} onClose={() => setSite(null)} />
        </Suspense>
      )}
      {isEditing && <ContactDialog customer={customer} onClose={() => setEditing(false)} />}
      {isMerging && <MergeDialog customer={customer} onClose={() => setMerging(false)} />}
      {device !== null && (
        <DeviceDialog
          customer={customer}
          device={device === 'new' ? null : device}
          warranty={device === 'new' ? null : (warranties.get(device.id) ?? null)}
          onClose={() => setDevice(null)}
        />
      )}
    </Page>
  );
}
