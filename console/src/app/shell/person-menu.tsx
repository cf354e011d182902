import type { logout } from '@mingdan/shared/contracts/auth';
import { logoutMeta } from '@mingdan/shared/contracts/auth.meta';
import { label } from '@mingdan/shared/messages/index';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popover } from 'antd';
import { useMe } from '../../lib/access.ts';
import { rememberCsrf } from '../../lib/api.ts';
import { useWrite } from '../../lib/query.ts';
import { DemoMark } from '../../ui/demo-mark.tsx';
import { Facts } from '../../ui/page.tsx';
import { ProblemView } from '../../ui/problem-view.tsx';
import { t } from '../messages.ts';
import styles from './person-menu.module.css';

/** Who is logged in, as what, and the way out. */
export function PersonMenu() {
  const person = useMe();
  return (
    <div className={styles.bar}>
      {person.demo && <DemoMark />}
      <Popover trigger="click" placement="bottomRight" content={<PersonCard />} arrow={false}>
        <button type="button" className={styles.person}>
          <span className={styles.face} aria-hidden="true">
            {person.name.slice(-1)}
          </span>
          <span className="sr-only">{t('person.menu')} </span>
          <span className={styles.name}>{person.name}</span>
        </button>
      </Popover>
    </div>
  );
}

function PersonCard() {
  const person = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useWrite<typeof logout>(logoutMeta, {
    onDone: () => {
      rememberCsrf(null);
      void navigate({ to: '/login', search: {} }).then(() => client.clear());
    },
  });
  const regions = person.scope.regions;
  return (
    <div className={styles.card} role="dialog" aria-label={t('person.menu')}>
      <p className={styles.cardName}>{person.name}</p>
      <Facts
        columns={1}
        items={[
          [t('person.roles'), person.roles.map((role) => label('role', role)).join('、')],
          ...(regions.length === 0
            ? []
            : ([[t('person.scope'), regions.includes('000000') ? t('person.everywhere') : regions.join('、')]] as const)),
        ]}
      />
      {leave.isError && <ProblemView error={leave.error} compact of="write" />}
      <Button block onClick={() => leave.mutate({})} loading={leave.isPending}>
        {t('person.logout')}
      </Button>
    </div>
  );
}
