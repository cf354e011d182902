import type { MessageTemplateView, messageTemplateVersions } from '@mingdan/shared/contracts/message-templates';
import { messageTemplateVersionsMeta } from '@mingdan/shared/contracts/message-templates.meta';
import { formatSince } from '@mingdan/shared/messages/format';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNow } from '../../lib/now.ts';
import { contractQuery } from '../../lib/query.ts';
import { Card } from '../../ui/page.tsx';
import { QueryBoundary } from '../../ui/query-boundary.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './message-templates.module.css';
import { t } from './messages.ts';

/** Every version that was saved, newest first, down to the product's own words. `onLoad`: puts one into the form; nothing is saved by it. */
export function VersionList({
  event,
  audience,
  current,
  onLoad,
}: {
  event: string;
  audience: MessageTemplateView['audience'];
  current: number;
  onLoad: ((version: MessageTemplateView) => void) | undefined;
}) {
  const query = useQuery(contractQuery<typeof messageTemplateVersions>(messageTemplateVersionsMeta, { event, audience }));
  const now = useNow();
  return (
    <Card title={t('versions')}>
      <QueryBoundary query={query} compact>
        {({ items }) => (
          <ul className={styles.versions}>
            {items.map((one) => (
              <li key={one.version} className={styles.version}>
                <span className={styles.words}>
                  <span>
                    <strong>{one.version === 0 ? t('version.product') : t('version.n', { version: one.version })}</strong>{' '}
                    {one.version === current && <Tag tone="good">{t('version.current')}</Tag>}
                  </span>
                  <span>{one.title}</span>
                  <span className={styles.second}>{one.text}</span>
                  {one.savedAt !== null && (
                    <span className={styles.second}>
                      {t('version.saved', { by: one.savedBy ?? '', when: formatSince(one.savedAt, now) })}
                    </span>
                  )}
                </span>
                {onLoad && one.version !== current && <Button onClick={() => onLoad(one)}>{t('version.load')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </QueryBoundary>
    </Card>
  );
}
