import type { customerFile } from '@mingdan/shared/contracts/customer-file';
import { customerFileMeta } from '@mingdan/shared/contracts/customer-file.meta';
import type { CustomerView, getCustomer } from '@mingdan/shared/contracts/customers';
import { getCustomerMeta } from '@mingdan/shared/contracts/customers.meta';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { contractQuery } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './customers.module.css';
import { deviceName, WarrantyTag } from './device-table.tsx';
import { t } from './messages.ts';

type Device = CustomerView['devices'][number];

/** Devices shown on an order's page; the customer's file has them all. */
const SHOWN = 4;

/** What the customer of an order owns, what this order installed first; nothing where nothing is known. */
export function DevicesOfOrder({ customerId, orderId }: { customerId: string; orderId: string }) {
  const query = useQuery(contractQuery<typeof getCustomer>(getCustomerMeta, { customerId }));
  const file = useQuery(contractQuery<typeof customerFile>(customerFileMeta, { customerId }));
  const warranties = new Map(file.data?.warranties.map(({ deviceId, until }) => [deviceId, until]));
  if (query.data?.devices.length === 0) return null;
  return (
    <Card title={t('device.ofOrder')}>
      <QueryBoundary query={query} compact>
        {({ devices }) => {
          const byThis = (device: Device) => device.orderId === orderId;
          const sorted = [...devices.filter(byThis), ...devices.filter((device) => !byThis(device))];
          return (
            <ul className={styles.deviceList}>
              {sorted.slice(0, SHOWN).map((device) => (
                <li key={device.id}>
                  <span className={styles.deviceHead}>
                    <span>{deviceName(device)}</span>
                    {byThis(device) && <Tag dot={false}>{t('device.byThis')}</Tag>}
                    <WarrantyTag until={warranties.get(device.id)} />
                  </span>
                  {device.serial !== null && <span className="secondary">{t('device.serialIs', { serial: device.serial })}</span>}
                </li>
              ))}
              {sorted.length > SHOWN && (
                <li>
                  <Link to="/customers/$customerId" params={{ customerId }}>
                    {t('device.others', { count: sorted.length - SHOWN })}
                  </Link>
                </li>
              )}
            </ul>
          );
        }}
      </QueryBoundary>
    </Card>
  );
}
