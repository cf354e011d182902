import { epochMs, localTime } from '@mingdan/shared/kernel/time';
import { label } from '@mingdan/shared/messages/index';
import { useQuery } from '@tanstack/react-query';
import { useMay, useMe } from '../../lib/access.ts';
import { useNow } from '../../lib/now.ts';
import { Card, Page } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { LedgerNumbers } from './ledger-numbers.tsx';
import { t } from './messages.ts';
import { RecentOrders } from './recent-orders.tsx';
import { boardOf } from './role-board.ts';
import { RulesInForce } from './rules-in-force.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { TodayFigures } from './today-figures.tsx';
import { TodoList } from './todo-list.tsx';
import { workbenchQuery } from './use-todos.ts';
import styles from './workbench.module.css';

/** What needs this person now, the figures that the person steers by, and where the work begins: by role. */
export function WorkbenchPage() {
  const person = useMe();
  const { hour } = localTime(epochMs(useNow()));
  const hello = hour < 12 ? 'hello.morning' : hour < 18 ? 'hello.day' : 'hello.evening';
  const seesOrders = useMay('orders:list');
  const seesLedger = useMay('ledger:read');
  const publishes = useMay('templates:publish');
  const board = boardOf(person.roles);
  const roles = person.roles.map((role) => label('role', role)).join('、');
  return (
    <Page title={t('title')} note={`${t(hello, { name: person.name })}${roles === '' ? '' : ` · ${roles}`}`}>
      <Shortcuts />
      <div className={styles.board}>
        <Card title={t('todo')}>
          <TodoList />
        </Card>
        <div className={styles.side}>
          {seesOrders && board.figures.length > 0 && <Today figures={board.figures} />}
          {seesLedger && <LedgerNumbers />}
          {publishes && <RulesInForce />}
        </div>
      </div>
      {seesOrders && <RecentOrders />}
    </Page>
  );
}

function Today({ figures }: { figures: ReturnType<typeof boardOf>['figures'] }) {
  const query = useQuery(workbenchQuery);
  if (query.data === undefined)
    return (
      <Card title={t('today')}>
        <QueryBoundary query={query} compact>
          {() => null}
        </QueryBoundary>
      </Card>
    );
  return <TodayFigures data={query.data} figures={figures} />;
}
