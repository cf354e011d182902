import { getRouteApi } from '@tanstack/react-router';
import { CustomerListPage } from '../../features/customers/customer-list-page.tsx';
import { CustomerPage } from '../../features/customers/customer-page.tsx';
import { useMe } from '../../lib/access.ts';
import { rememberWords, useSearchWords } from '../../lib/search-words.ts';

const list = getRouteApi('/shell/customers');
const one = getRouteApi('/shell/customers/$customerId');

export function CustomersRoute() {
  const q = useSearchWords();
  const { csrf } = useMe();
  const navigate = list.useNavigate();
  return (
    <CustomerListPage
      q={q}
      onSearch={async (words) => void navigate({ search: {}, state: await rememberWords(words, csrf) })}
      onOpen={(customerId) => void navigate({ to: '/customers/$customerId', params: { customerId } })}
    />
  );
}

export function CustomerRoute() {
  const { customerId } = one.useParams();
  return <CustomerPage customerId={customerId} />;
}
