import { Link } from '@tanstack/react-router';
import { LinkTabs, tabClass } from '../../ui/link-tabs.tsx';
import { t } from './messages.ts';

/** 人员 and 网点 are one matter in two lists. */
export function PeopleTabs({ current }: { current: 'people' | 'outlets' }) {
  return (
    <LinkTabs label={t('tabs')}>
      <Link to="/people" className={tabClass} aria-current={current === 'people' ? 'page' : undefined}>
        {t('title')}
      </Link>
      <Link to="/outlets" className={tabClass} aria-current={current === 'outlets' ? 'page' : undefined}>
        {t('outlets')}
      </Link>
    </LinkTabs>
  );
}
