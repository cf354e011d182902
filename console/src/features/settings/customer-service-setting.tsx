import type { CustomerServiceSetting, customerServiceSetting } from '@mingdan/shared/contracts/company-settings';
import { customerServiceSettingMeta, saveCustomerServiceSettingMeta } from '@mingdan/shared/contracts/company-settings.meta';
import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber } from 'antd';
import { contractQuery } from '../../lib/query.ts';
import { Field } from '../../ui/field.tsx';
import { t } from './messages.ts';
import { SettingCard } from './setting-card.tsx';
import styles from './settings.module.css';

const PHONE = /^$|^[0-9+ -]{5,20}$/;
const MOST_DAYS = 3650;

const isFit = ({ servicePhone }: CustomerServiceSetting): boolean => PHONE.test(servicePhone);

/** What the customer's page promises and whom it lets call. */
export function CustomerServiceSettingCard() {
  const query = useQuery(contractQuery<typeof customerServiceSetting>(customerServiceSettingMeta, {}));
  return (
    <SettingCard title={t('service')} note={t('service.note')} query={query} meta={saveCustomerServiceSettingMeta} isFit={isFit}>
      {({ value, edit, disabled, problem }) => (
        <div className={styles.fields}>
          <Field
            title={t('service.phone')}
            help={t('service.phone.note')}
            problem={isFit(value) ? problem('servicePhone') : t('service.phone.bad')}
          >
            {(id) => (
              <Input
                id={id}
                inputMode="tel"
                maxLength={20}
                disabled={disabled}
                value={value.servicePhone}
                onChange={(event) => edit({ servicePhone: event.target.value })}
              />
            )}
          </Field>
          <Field title={t('service.days')} help={t('service.days.note')} problem={problem('warrantyDays')}>
            {(id) => (
              <InputNumber
                id={id}
                className={styles.number ?? ''}
                min={0}
                max={MOST_DAYS}
                precision={0}
                disabled={disabled}
                value={value.warrantyDays}
                onChange={(days) => edit({ warrantyDays: days ?? 0 })}
              />
            )}
          </Field>
          <Field title={t('service.warranty')} help={t('service.warranty.note')} problem={problem('warrantyNote')}>
            {(id) => (
              <Input
                id={id}
                maxLength={200}
                disabled={disabled}
                value={value.warrantyNote}
                onChange={(event) => edit({ warrantyNote: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </SettingCard>
  );
}
