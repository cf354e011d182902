import { Select } from 'antd';
import { t } from './messages.ts';
import styles from './version-pair.module.css';

/** Chooses two published versions of one code, to be compared. */
export function VersionPair({
  versions,
  earlier,
  later,
  onChange,
}: {
  /** Newest first. */
  versions: readonly number[];
  earlier: string;
  later: string;
  onChange: (earlier: string, later: string) => void;
}) {
  const options = versions.map((version) => ({ value: String(version), label: t('version.nth', { version }) }));
  return (
    <div className={styles.bar}>
      <Select aria-label={t('versions.earlier')} value={earlier} options={options} onChange={(next: string) => onChange(next, later)} />
      <span aria-hidden="true">→</span>
      <Select aria-label={t('versions.later')} value={later} options={options} onChange={(next: string) => onChange(earlier, next)} />
      {earlier === later && <span className="muted">{t('versions.same')}</span>}
    </div>
  );
}

/** The version to compare with where the address names none: the one before, else the version itself. */
export function earlierThan(versions: readonly number[], version: string): string {
  const before = versions.filter((each) => each < Number(version));
  return before.length === 0 ? version : String(Math.max(...before));
}
