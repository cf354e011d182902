import type { CustomerView } from '@mingdan/shared/contracts/customers';
import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { formatNearDay } from '@mingdan/shared/messages/format';
import { Button } from 'antd';
import { moment } from '../../lib/format.ts';
import { useNow } from '../../lib/now.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { t } from './messages.ts';

type Device = CustomerView['devices'][number];

/** Kind, brand and model, as far as they are known. */
export const deviceName = (device: Device): string =>
  [device.kind, device.brand, device.model].filter((part) => part !== '').join(' ') || '—';

/** Whether a warranty that lasts until this day still runs; nothing where none is known. */
export function WarrantyTag({ until }: { until: string | undefined }) {
  const now = useNow();
  if (until === undefined) return null;
  const runs = until >= businessDay(epochMs(now));
  return (
    <Tag tone={runs ? 'good' : 'quiet'}>{t(runs ? 'device.warrantyUntil' : 'device.warrantyOver', { day: formatNearDay(until, now) })}</Tag>
  );
}

/** A customer's appliances, where each stands and whether its warranty still runs. */
export function DeviceTable({
  customer,
  warranties,
  onEdit,
}: {
  customer: CustomerView;
  warranties: ReadonlyMap<string, string>;
  onEdit: ((device: Device) => void) | undefined;
}) {
  const now = useNow();
  const columns: readonly Column<Device>[] = [
    {
      title: t('device.what'),
      lead: true,
      cell: deviceName,
    },
    { title: t('device.serial'), cell: (device) => <span className="mono">{device.serial ?? '—'}</span> },
    { title: t('device.site'), cell: (device) => customer.sites.find((site) => site.id === device.siteId)?.text ?? '—' },
    {
      title: t('device.warranty'),
      cell: (device) => {
        const until = warranties.get(device.id);
        return until === undefined ? <span className="muted">{t('device.noWarranty')}</span> : <WarrantyTag until={until} />;
      },
    },
    {
      title: t('device.installed'),
      align: 'right',
      cell: (device) => (device.installedAt === null ? '—' : <span className="nowrap">{moment(device.installedAt, now)}</span>),
    },
    ...(onEdit
      ? [
          {
            title: t('device.act'),
            align: 'right' as const,
            cell: (device: Device) => (
              <Button size="small" onClick={() => onEdit(device)}>
                {t('device.edit')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return <DataTable label={t('page.devices')} columns={columns} rows={customer.devices} rowKey={(device) => device.id} />;
}
