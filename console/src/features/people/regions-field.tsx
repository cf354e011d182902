import { CloseOutlined } from '@ant-design/icons';
import { EVERYWHERE, fullName, isWithin } from '@mingdan/shared/region/region';
import { Button } from 'antd';
import { useState } from 'react';
import { RegionSelect } from '../../ui/region-select.tsx';
import { t } from './messages.ts';
import styles from './people.module.css';

/** The regions of a person: chosen by name, one after the other; a wider one takes in those below it. */
export function RegionsField({
  value,
  onChange,
  problem,
}: {
  value: readonly string[];
  onChange: (codes: readonly string[]) => void;
  problem?: string | undefined;
}) {
  const [picked, setPicked] = useState('');
  const add = (code: string) => {
    if (!value.some((mine) => covers(mine, code))) onChange([...value.filter((mine) => !covers(code, mine)), code]);
    setPicked('');
  };
  return (
    <div className={styles.regionsField}>
      <span>{t('form.regions')}</span>
      {value.length === 0 ? (
        <span className="muted">{t('form.noRegions')}</span>
      ) : (
        <ul className={styles.regions}>
          {value.map((code) => (
            <li key={code} className={styles.region}>
              {code === EVERYWHERE ? t('everywhere') : fullName(code) || code}
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('form.removeRegion', { region: code === EVERYWHERE ? t('everywhere') : fullName(code) || code })}
                onClick={() => onChange(value.filter((mine) => mine !== code))}
              />
            </li>
          ))}
        </ul>
      )}
      <RegionSelect title={t('form.pickRegion')} value={picked} onChange={(code) => setPicked(code ?? '')} />
      <span>
        <Button size="small" disabled={picked === ''} onClick={() => add(picked)}>
          {t('form.addRegion')}
        </Button>{' '}
        <Button size="small" disabled={value.includes(EVERYWHERE)} onClick={() => add(EVERYWHERE)}>
          {t('form.addEverywhere')}
        </Button>
      </span>
      {problem !== undefined && <span role="alert">{problem}</span>}
    </div>
  );
}

/** Whether `wide` takes in `narrow`. */
function covers(wide: string, narrow: string): boolean {
  return wide === EVERYWHERE || wide === narrow || isWithin(narrow, wide);
}
