import type { Finding } from '@mingdan/shared/contracts/common';
import { label } from '@mingdan/shared/messages/index';
import styles from './findings.module.css';
import { t } from './messages.ts';
import { Tag } from './tag.tsx';

/** Everything a check found, errors first, each with the place it speaks of; `onOpen` leads there, `placeOf` says where that is. */
export function Findings({
  findings,
  onOpen,
  placeOf,
}: {
  findings: readonly Finding[];
  onOpen?: (finding: Finding) => void;
  placeOf?: (path: string) => string;
}) {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  if (findings.length === 0) {
    return (
      <p className={styles.none}>
        <Tag tone="good">{t('findings.none')}</Tag>
      </p>
    );
  }
  const ordered = [...findings].sort((a, b) => rank(a) - rank(b));
  return (
    <div>
      <p className={styles.summary} role="status">
        {t('findings.summary', { errors, warnings: findings.length - errors })}
        {errors > 0 && <span className={styles.note}> {t('findings.errorsBlock')}</span>}
      </p>
      <ul className={styles.list}>
        {ordered.map((finding) => (
          <li key={`${finding.code} ${finding.path} ${finding.message}`} className={styles.item}>
            <Tag tone={finding.severity === 'error' ? 'bad' : 'plain'}>{label('finding', finding.severity)}</Tag>
            <span className={styles.words}>
              {onOpen ? (
                <button type="button" className={styles.open} onClick={() => onOpen(finding)}>
                  {finding.message}
                </button>
              ) : (
                finding.message
              )}
              {finding.path !== '' && (
                <span className={`${placeOf ? '' : 'mono'} ${styles.path}`} title={`${finding.path} ${finding.code}`}>
                  {placeOf ? placeOf(finding.path) : finding.path}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const rank = (finding: Finding): number => (finding.severity === 'error' ? 0 : 1);
