import { getRouteApi } from '@tanstack/react-router';
import { CustomerListPage } from '../../features/customers/customer-list-page.tsx';
import { CustomerPage } from '../../features/customers/customer-page.tsx';

const list = getRouteApi('/shell/customers');
const one = getRouteApi('/shell/customers/$customerId');

export function CustomersRoute() {
  const { q } = list.useSearch();
  const navigate = list.useNavigate();
  return (
    <CustomerListPage
      q={q}
      onSearch={(words) => void navigate({ search: words === undefined ? {} : { q: words } })}
      onOpen={(customerId) => void navigate({ to: '/customers/$customerId', params: { customerId } })}
    />
  );
}

export function CustomerRoute() {
  const { customerId } = one.useParams();
  return <CustomerPage customerId={customerId} />;
}
