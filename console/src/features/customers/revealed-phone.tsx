import type { revealCustomer } from '@mingdan/shared/contracts/customer-file';
import { revealCustomerMeta } from '@mingdan/shared/contracts/customer-file.meta';
import type { CustomerView } from '@mingdan/shared/contracts/customers';
import { Button } from 'antd';
import { useState } from 'react';
import { useMay } from '../../lib/access.ts';
import { useWrite } from '../../lib/query.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import styles from './customers.module.css';
import { t } from './messages.ts';

/** The number, masked until somebody who may asks for it; that it was asked for is written down. */
export function RevealedPhone({ customer }: { customer: Pick<CustomerView, 'id' | 'phoneMasked'> }) {
  const may = useMay('customers:reveal');
  const [phone, setPhone] = useState<string | null>(null);
  const write = useWrite<typeof revealCustomer>(revealCustomerMeta, { onDone: (shown) => setPhone(shown.phone) });
  if (phone !== null) return <CopyText value={phone} />;
  return (
    <span className={styles.masked}>
      <span className="num">{customer.phoneMasked || '—'}</span>
      {may && customer.phoneMasked !== '' && (
        <Button size="small" loading={write.isPending} title={t('reveal.note')} onClick={() => write.mutate({ customerId: customer.id })}>
          {t('reveal.show')}
        </Button>
      )}
      {write.isError && <ProblemView error={write.error} compact of="write" />}
    </span>
  );
}
