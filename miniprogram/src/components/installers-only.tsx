import type { me } from '@mingdan/shared/contracts/auth';
import { meMeta } from '@mingdan/shared/contracts/auth.meta';
import type { Role } from '@mingdan/shared/contracts/roles';
import Taro from '@tarojs/taro';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { isDesk, knowRoles } from '../lib/session.ts';
import { type Reading, useOperation } from '../lib/use-operation.ts';
import { t } from '../messages/common.ts';
import { Page } from './page.tsx';
import { Press } from './press.tsx';
import { Blank, Loaded, Skeleton } from './states.tsx';

/** May open orders, so that the order workbench 工单台 is theirs. */
export const DESK_PERMISSION = 'orders:create';

/** Where somebody works who is no installer. Asks who that is now: whoever has become an installer since the login gets the page after all. */
function DeskWay({ onRoles }: { onRoles: (roles: readonly Role[]) => void }) {
  const self = useOperation<typeof me>(meMeta, {});
  const roles = self.data?.roles;
  useEffect(() => {
    if (roles) onRoles(roles);
  }, [roles, onRoles]);
  return (
    <Page>
      <Loaded reading={self} skeleton={<Skeleton heights={[160]} />}>
        {({ permissions }) =>
          permissions.includes(DESK_PERMISSION) ? (
            <Blank icon="file" title={t('desk.title')} hint={t('desk.hint')}>
              <Press wide onPress={() => void Taro.navigateTo({ url: '/packages/sidebar/pages/home/index' })}>
                {t('desk.open')}
              </Press>
            </Blank>
          ) : (
            <Blank icon="file" title={t('desk.title')} hint={t('desk.console')} />
          )
        }
      </Loaded>
    </Page>
  );
}

/**
 * A page of an installer's own. Who is known to be none is led to where he works, and nothing of the page is asked.
 *
 * @param children the page; it is told how to say that the server refused its question
 */
export function InstallersOnly({ children }: { children: (onForbidden: () => void) => ReactNode }) {
  const [who, setWho] = useState<'desk' | 'installer' | 'unknown'>(isDesk() ? 'desk' : 'unknown');
  const onRoles = useCallback((roles: readonly Role[]) => {
    knowRoles(roles);
    setWho(roles.includes('installer') ? 'installer' : 'desk');
  }, []);
  // an installer who is refused all the same is told so by the page itself
  const onForbidden = useCallback(() => setWho((before) => (before === 'unknown' ? 'desk' : before)), []);
  return who === 'desk' ? <DeskWay onRoles={onRoles} /> : children(onForbidden);
}

/** Says that the page's own question was refused for good: before anything of that is drawn. */
export function useForbidden({ problem, data }: Reading<unknown>, onForbidden: () => void): void {
  const forbidden = problem?.status === 403 && data === undefined;
  useLayoutEffect(() => {
    if (forbidden) onForbidden();
  }, [forbidden, onForbidden]);
}
