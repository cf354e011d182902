import { CloseOutlined } from '@ant-design/icons';
import { EVERYWHERE, fullName } from '@mingdan/shared/region/region';
import { Button } from 'antd';
import { useState } from 'react';
import { RegionSelect } from '../../ui/region-select.tsx';
import { t } from './messages.ts';
import styles from './roster.module.css';

const nameOf = (code: string) => (code === EVERYWHERE ? t('installer.everywhere') : fullName(code) || code);

/** Names of regions in one line. */
export function regionNames(codes: readonly string[]): string {
  return codes.map(nameOf).join('、') || '—';
}

/** The regions that an installer serves, chosen by name. */
export function TerritoryField({ value, onChange }: { value: readonly string[]; onChange: (codes: readonly string[]) => void }) {
  const [picked, setPicked] = useState('');
  return (
    <div className={styles.field}>
      <ul className={styles.chips}>
        {value.map((code) => (
          <li key={code} className={styles.chip}>
            {nameOf(code)}
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('installer.removeRegion', { region: nameOf(code) })}
              onClick={() => onChange(value.filter((mine) => mine !== code))}
            />
          </li>
        ))}
      </ul>
      <RegionSelect title={t('installer.pickRegion')} value={picked} onChange={(code) => setPicked(code ?? '')} />
      <span>
        <Button
          size="small"
          disabled={picked === '' || value.includes(picked)}
          onClick={() => {
            onChange([...value, picked]);
            setPicked('');
          }}
        >
          {t('installer.addRegion')}
        </Button>
      </span>
    </div>
  );
}
