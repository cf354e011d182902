import { useMay } from '../../lib/access.ts';
import { Page } from '../../ui/page.tsx';
import { CustomerBillSettingCard } from './customer-bill-setting.tsx';
import { CustomerServiceSettingCard } from './customer-service-setting.tsx';
import { t } from './messages.ts';
import { MessagingSettingCard } from './messaging-setting.tsx';
import { WecomCheck } from './wecom-check.tsx';

/** What the company decides for itself beside people and rules, and whether WeCom is set up. */
export function SettingsPage() {
  const mayCheck = useMay('settings:check');
  return (
    <Page title={t('title')} note={t('note')}>
      <CustomerBillSettingCard />
      <CustomerServiceSettingCard />
      <MessagingSettingCard />
      {mayCheck && <WecomCheck />}
    </Page>
  );
}
