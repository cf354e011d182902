import type { logout, me } from '@mingdan/shared/contracts/auth';
import { logoutMeta, meMeta } from '@mingdan/shared/contracts/auth.meta';
import { label } from '@mingdan/shared/messages/index';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Chip } from '../../components/chip.tsx';
import { Icon } from '../../components/icon.tsx';
import { DESK_PERMISSION } from '../../components/installers-only.tsx';
import { largeText, Page } from '../../components/page.tsx';
import { Press } from '../../components/press.tsx';
import { Loaded, Skeleton } from '../../components/states.tsx';
import { ask } from '../../lib/browser.ts';
import { forgetActs, useOutbox } from '../../lib/outbox.ts';
import { forgetPerson, knownPerson } from '../../lib/person.ts';
import { closeSession } from '../../lib/session.ts';
import { forget, forgetInPage, keep, keptNames } from '../../lib/store.ts';
import { forgetPictures } from '../../lib/uploads.ts';
import { useAction } from '../../lib/use-action.ts';
import { useKeptOperation } from '../../lib/use-operation.ts';
import { t } from '../../messages/installer.ts';
import './index.css';

const INSTALLER_PERMISSION = 'offers:read';

function Way({ name, hint, url }: { name: string; hint?: string; url: string }) {
  return (
    <View className="choice" onClick={() => void Taro.navigateTo({ url })}>
      <View className="grow">
        <View>{name}</View>
        {hint ? <View className="hint">{hint}</View> : null}
      </View>
      <Icon name="chevron" size={16} />
    </View>
  );
}

/** Who I am on this phone, and the phone's own settings. */
export default function MePage() {
  const self = useKeptOperation<typeof me>(meMeta, {});
  const queue = useOutbox();
  const leave = useAction<typeof logout>(logoutMeta);
  const [large, setLarge] = useState(largeText());

  const choose = (next: boolean) => {
    keep('large-text', next);
    setLarge(next);
  };
  const logOut = async () => {
    const waiting = queue.length;
    const content = waiting > 0 ? t('queue.logoutAsk', { count: waiting }) : t('me.logoutAsk');
    if (!(await ask(t('me.logout'), content))) return;
    await leave.run({});
    const person = knownPerson();
    if (person) forgetActs(person.id);
    forgetPerson();
    for (const name of keptNames('draft:')) forget(name);
    forgetInPage('sidebar');
    forgetPictures();
    closeSession('work');
    void Taro.reLaunch({ url: '/pages/me/index' });
  };

  return (
    <Page working>
      <Loaded reading={self} skeleton={<Skeleton heights={[88, 160]} />}>
        {(person) => (
          <View>
            <View className="card">
              <View className="title">{person.name}</View>
              <View className="options-row gap-top">
                {person.roles.map((role) => (
                  <Chip key={role}>{label('role', role)}</Chip>
                ))}
              </View>
            </View>
            <View className="card">
              <View className="row-between" style={{ alignItems: 'center' }}>
                <View>{t('me.textSize')}</View>
                <View className="row options-row">
                  {[false, true].map((size) => (
                    <View key={String(size)} className={large === size ? 'option option-on' : 'option'} onClick={() => choose(size)}>
                      {t(size ? 'me.textLarge' : 'me.textNormal')}
                    </View>
                  ))}
                </View>
              </View>
            </View>
            <View className="card list">
              {person.permissions.includes(DESK_PERMISSION) ? <Way name={t('desk.open')} url="/packages/sidebar/pages/home/index" /> : null}
              {person.permissions.includes(INSTALLER_PERMISSION) ? (
                <>
                  <Way name={t('leave.title')} hint={t('leave.wayHint')} url="/packages/orders/pages/leave/index" />
                  <Way name={t('offer.past')} hint={t('offer.pastHint')} url="/packages/orders/pages/offers/index" />
                </>
              ) : null}
              <Way name={t('me.engine')} hint={t('me.engineHint')} url="/packages/pricing/pages/check/index" />
            </View>
            <View className="gap-top-wide">
              <Press tone="danger" wide pending={leave.pending} onPress={() => void logOut()}>
                {t('me.logout')}
              </Press>
            </View>
          </View>
        )}
      </Loaded>
    </Page>
  );
}
