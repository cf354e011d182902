import { Tooltip } from 'antd';
import styles from './demo-mark.module.css';
import { t } from './messages.ts';

/** Says that what is shown are demonstration data. */
export function DemoMark() {
  return (
    <Tooltip title={t('demo.note')}>
      <span className={styles.demo}>{t('demo')}</span>
    </Tooltip>
  );
}
