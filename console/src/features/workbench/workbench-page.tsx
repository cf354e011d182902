import { epochMs, localTime } from '@mingdan/shared/kernel/time';
import { useMay, useMe } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { Page } from '../../ui/page.tsx';
import { LedgerNumbers } from './ledger-numbers.tsx';
import { t } from './messages.ts';
import { RecentOrders } from './recent-orders.tsx';
import { RulesInForce } from './rules-in-force.tsx';
import { TodoList } from './todo-list.tsx';
import styles from './workbench.module.css';

/** What needs this person now, a few figures that matter, and the latest orders. */
export function WorkbenchPage() {
  const person = useMe();
  const { hour } = localTime(epochMs(useNow()));
  const hello = hour < 12 ? 'hello.morning' : hour < 18 ? 'hello.day' : 'hello.evening';
  const seesLedger = useMay('ledger:read');
  const seesTemplates = useMay('templates:read');
  const seesBooks = useMay('books:read');
  const seesRules = seesTemplates || seesBooks;
  return (
    <Page title={t('title')} note={t(hello, { name: person.name })}>
      <div className={styles.columns}>
        <TodoList />
        {seesLedger && <LedgerNumbers />}
        {seesRules && !seesLedger && <RulesInForce />}
      </div>
      {useMay('orders:list') && <RecentOrders />}
    </Page>
  );
}
