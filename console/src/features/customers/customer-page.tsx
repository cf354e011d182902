import type { CustomerView, getCustomer } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { t } from './messages.ts';

type Site = CustomerView['sites'][number];
type Device = CustomerView['devices'][number];

const SITES: readonly Column<Site>[] = [
  { title: t('site.label'), lead: true, cell: (site) => site.label },
  { title: t('site.region'), cell: (site) => `${site.regionName} ${site.region}` },
  { title: t('site.text'), cell: (site) => site.text },
  {
    title: t('site.position'),
    align: 'right',
    cell: (site) => (site.lat === null || site.lng === null ? '—' : `${site.lat.toFixed(5)}, ${site.lng.toFixed(5)}`),
  },
];

/** What is known of a customer: where they live, what they own, the way to their orders. */
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
  const devices: readonly Column<Device>[] = [
    { title: t('device.model'), lead: true, cell: (device) => device.model },
    { title: t('device.serial'), cell: (device) => <span className="mono">{device.serial ?? '—'}</span> },
    {
      title: t('device.installed'),
      align: 'right',
      cell: (device) => (device.installedAt === null ? '—' : <span className="nowrap">{moment(device.installedAt, now)}</span>),
    },
  ];
  return (
    <Page
      title={customer.name}
      crumb={
        <Link to="/customers" search={{}}>
          {t('page.back')}
        </Link>
      }
      actions={
        <Link to="/orders" search={{ customerId: customer.id }}>
          {t('page.orders')}
        </Link>
      }
    >
      <Card title={t('page.facts')}>
        <Facts
          items={[
            [
              t('col.phone'),
              <span key="phone" className="num">
                {customer.phone ?? customer.phoneMasked}
              </span>,
            ],
            [t('col.level'), label('customer.level', customer.level)],
            [t('col.created'), moment(customer.createdAt, now)],
          ]}
        />
      </Card>
      <Card title={t('page.sites')} flush={customer.sites.length > 0}>
        {customer.sites.length === 0 ? (
          <span className="muted">{t('page.noSites')}</span>
        ) : (
          <DataTable label={t('page.sites')} columns={SITES} rows={customer.sites} rowKey={(site) => site.id} />
        )}
      </Card>
      <Card title={t('page.devices')} flush={customer.devices.length > 0}>
        {customer.devices.length === 0 ? (
          <span className="muted">{t('page.noDevices')}</span>
        ) : (
          <DataTable label={t('page.devices')} columns={devices} rows={customer.devices} rowKey={(device) => device.id} />
        )}
      </Card>
    </Page>
  );
}
