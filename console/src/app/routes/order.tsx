import { isCancelledUnbilled } from '@mingdan/shared/orders/standing';
import { getRouteApi } from '@tanstack/react-router';
import { DevicesOfOrder } from '../../features/customers/devices-of-order.tsx';
import { OffersOfOrder } from '../../features/dispatch/offers-of-order.tsx';
import { DeliveriesOfOrder } from '../../features/notifications/deliveries-of-order.tsx';
import { OrderPage } from '../../features/orders/order-page.tsx';
import { OrderLedger, OrderMoney } from '../../features/settlement/order-money.tsx';
import { may, useMe } from '../../lib/access.ts';

const route = getRouteApi('/shell/orders/$orderId');

/** An order's page, with the parts that other capabilities contribute for this person. */
export function OrderRoute() {
  const { orderId } = route.useParams();
  const person = useMe();
  return (
    <OrderPage
      orderId={orderId}
      panels={{
        money: (order) => (
          <OrderMoney
            orderId={order.id}
            totals={order.bill.totals}
            kind={order.bill.kind}
            detailed={may(person, 'settlement:read')}
            isVoid={isCancelledUnbilled(order)}
          />
        ),
        devices: (order) => (may(person, 'customers:read') ? <DevicesOfOrder customerId={order.customer.id} orderId={order.id} /> : null),
        ledger: (order) => (may(person, 'settlement:read') ? <OrderLedger orderId={order.id} /> : null),
        offers: (order) => (may(person, 'offers:manage') ? <OffersOfOrder orderId={order.id} /> : null),
        deliveries: (order) => (may(person, 'deliveries:read') ? <DeliveriesOfOrder orderId={order.id} /> : null),
      }}
    />
  );
}
