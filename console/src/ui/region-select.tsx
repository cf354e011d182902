import { ancestors, children, EVERYWHERE, regionOf } from '@mingdan/shared/region/region';
import { Select } from 'antd';
import { t } from './messages.ts';
import styles from './region-select.module.css';

/** Province, city, county as three lists that depend on each other; the value is the deepest code chosen. Brings the region table along. */
export function RegionSelect({
  title,
  value,
  onChange,
}: {
  title: string;
  /** Six digits, or empty. */
  value: string;
  onChange: (code: string | undefined) => void;
}) {
  // parents that exist in codes only are no choice: 北京市 is followed by its districts
  const chain = value === '' ? [] : [...ancestors(value), value].filter((code) => regionOf(code)?.virtual !== true);
  const levels = [EVERYWHERE, ...chain]
    .map((parent) => children(parent))
    .filter((options) => options.length > 0)
    .slice(0, 3);
  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>{title}</legend>
      <div className={styles.row}>
        {levels.map((options, level) => (
          <Select
            key={chain[level - 1] ?? EVERYWHERE}
            className={styles.choice ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            aria-label={`${title} ${t(`region.level${level as 0 | 1 | 2}`)}`}
            placeholder={t(`region.level${level as 0 | 1 | 2}`)}
            value={options.find((option) => chain.includes(option.code))?.code ?? null}
            onChange={(code: string | null | undefined) => onChange(code ?? chain[level - 1])}
            options={options.map((option) => ({ value: option.code, label: option.name }))}
          />
        ))}
      </div>
    </fieldset>
  );
}
