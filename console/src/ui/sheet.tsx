import { CloseOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { t } from './messages.ts';
import styles from './sheet.module.css';

/** A drawer from the right, as wide as the screen on a phone. Keeps what is behind it where it was. */
export function Sheet({
  title,
  extra,
  open,
  onClose,
  width = 560,
  children,
}: {
  title: ReactNode;
  extra?: ReactNode;
  open: boolean;
  onClose: () => void;
  width?: number;
  children: ReactNode;
}) {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={width}
      closable={false}
      destroyOnHidden
      title={title}
      styles={{ wrapper: { maxWidth: '100vw' }, body: { padding: 16, background: 'var(--md-page)' }, header: { padding: '10px 16px' } }}
      extra={
        <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center', fontSize: 14 }}>
          {extra}
          <Button type="text" icon={<CloseOutlined />} aria-label={t('sheet.close')} onClick={onClose} />
        </span>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard, also when it holds nothing to press */}
      <div tabIndex={0} className={styles.body}>
        {children}
      </div>
    </Drawer>
  );
}
