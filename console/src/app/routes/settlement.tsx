import type { ExportColumn } from '@mingdan/shared/contracts/order-columns';
import { getRouteApi } from '@tanstack/react-router';
import { ExportDialog } from '../../features/orders/export-dialog.tsx';
import { CashPage } from '../../features/settlement/cash-page.tsx';
import { SettlementListPage } from '../../features/settlement/settlement-list-page.tsx';

const route = getRouteApi('/shell/settlement');
const cash = getRouteApi('/shell/settlement/cash');

/** What somebody who settles takes along. */
const EXPORTED: readonly ExportColumn[] = [
  'number',
  'template',
  'settlement',
  'region',
  'installer',
  'outlet',
  'charge',
  'due',
  'collected',
  'owing',
  'settle',
  'earn',
  'cost',
  'profit',
  'finished',
];

/** The settlement list; a row opens the order, where its money is explained. */
export function SettlementRoute() {
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <SettlementListPage
      state={state}
      onOpen={(orderId) => void navigate({ to: '/orders/$orderId', params: { orderId } })}
      exporting={(onClose) => (
        <ExportDialog
          filters={state === undefined ? { finished: 'yes' } : { finished: 'yes', settlementState: state }}
          orderIds={[]}
          first={EXPORTED}
          onClose={onClose}
        />
      )}
    />
  );
}

/** Cash in installers' hands; who is open stands in the address. */
export function CashRoute() {
  const { installer } = cash.useSearch();
  const navigate = cash.useNavigate();
  return (
    <CashPage
      installer={installer}
      onInstaller={(next) => void navigate({ search: next === undefined ? {} : { installer: next }, resetScroll: false })}
    />
  );
}
