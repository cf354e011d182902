import { BellOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Popover } from 'antd';
import { useState } from 'react';
import { TodoList } from '../../features/workbench/todo-list.tsx';
import { useTodos } from '../../features/workbench/use-todos.ts';
import { t } from '../messages.ts';
import styles from './todo-bell.module.css';

/** Above this many a badge says no more than that it is many. */
const MANY = 99;

/** What waits for this person, on every page: how many, and on a press which. */
export function TodoBell() {
  const { entries } = useTodos();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const count = entries.reduce((sum, entry) => sum + entry.count, 0);
  const shown = count > MANY ? `${MANY}+` : `${count}`;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      rootClassName={styles.panel!}
      open={isOpen}
      onOpenChange={setOpen}
      content={
        <div className={styles.card} role="dialog" aria-label={t('todos.open')}>
          <TodoList onGo={close} />
          <Link to="/" className={styles.all} onClick={close}>
            {t('todos.all')}
          </Link>
        </div>
      }
    >
      <button type="button" className={styles.bell} aria-label={count === 0 ? t('todos.open') : t('todos.openCount', { count: shown })}>
        <BellOutlined />
        {count > 0 && (
          <span className={styles.count} aria-hidden="true">
            {shown}
          </span>
        )}
      </button>
    </Popover>
  );
}
