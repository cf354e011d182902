import type { messagingSetting } from '@mingdan/shared/contracts/company-settings';
import { messagingSettingMeta, saveMessagingSettingMeta } from '@mingdan/shared/contracts/company-settings.meta';
import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { contractQuery } from '../../lib/query.ts';
import { t } from './messages.ts';
import { SettingCard } from './setting-card.tsx';
import styles from './settings.module.css';

/** By which kind of message members of the company are told. */
export function MessagingSettingCard() {
  const query = useQuery(contractQuery<typeof messagingSetting>(messagingSettingMeta, {}));
  return (
    <SettingCard title={t('messaging')} note={t('messaging.note')} query={query} meta={saveMessagingSettingMeta}>
      {({ value, edit, disabled }) => (
        <Checkbox
          disabled={disabled}
          checked={value.miniProgramLinked}
          onChange={(event) => edit({ miniProgramLinked: event.target.checked })}
        >
          {t('messaging.linked')}
          <span className={styles.hint}>{t('messaging.linked.note')}</span>
        </Checkbox>
      )}
    </SettingCard>
  );
}
