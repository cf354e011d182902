import { SettingOutlined } from '@ant-design/icons';
import { Button, Popover, Segmented } from 'antd';
import { useState } from 'react';
import { useMe } from '../../lib/access.ts';
import { t as ui } from '../../ui/messages.ts';
import styles from './list.module.css';
import { columnsFor, OPTIONAL_COLUMNS, type OptionalColumn } from './list-columns.tsx';
import { t as list } from './list-messages.ts';
import { t } from './messages.ts';

/** Shown only where somebody asks for them. */
const SELDOM: readonly OptionalColumn[] = ['pay'];
const DENSITY = 'mingdan.density';
const COLUMNS = 'mingdan.orders.columns';

/** How this browser shows the list. */
export interface ListSettings {
  readonly compact: boolean;
  readonly shown: ReadonlySet<OptionalColumn>;
  readonly setCompact: (compact: boolean) => void;
  readonly show: (column: OptionalColumn, on: boolean) => void;
}

/** Density and columns, kept in this browser. Anything unreadable there counts as nothing. */
export function useListSettings(): ListSettings {
  const [compact, setCompact] = useState(() => localStorage.getItem(DENSITY) === 'compact');
  const [shown, setShown] = useState(() => readColumns(localStorage.getItem(COLUMNS)));
  return {
    compact,
    shown,
    setCompact: (next) => {
      localStorage.setItem(DENSITY, next ? 'compact' : 'comfortable');
      setCompact(next);
    },
    show: (column, on) => {
      const next = OPTIONAL_COLUMNS.filter((key) => (key === column ? on : shown.has(key)));
      localStorage.setItem(COLUMNS, next.join(','));
      setShown(new Set(next));
    },
  };
}

/** Kept words back to columns; nothing kept: all but those wanted seldom. */
export function readColumns(kept: string | null): ReadonlySet<OptionalColumn> {
  if (kept === null) return new Set(OPTIONAL_COLUMNS.filter((key) => !SELDOM.includes(key)));
  const words = kept.split(',');
  return new Set(OPTIONAL_COLUMNS.filter((key) => words.includes(key)));
}

/** Density and the choice of columns, at the end of the filter bar. */
export function ListSettingsBar({ settings }: { settings: ListSettings }) {
  const { money } = useMe();
  return (
    <span className={styles.settings}>
      <Segmented
        aria-label={ui('table.density')}
        value={settings.compact ? 'compact' : 'comfortable'}
        onChange={(value) => settings.setCompact(value === 'compact')}
        options={[
          { value: 'comfortable', label: ui('table.comfortable') },
          { value: 'compact', label: ui('table.compact') },
        ]}
      />
      <Popover
        trigger="click"
        placement="bottomRight"
        getPopupContainer={(button) => button.parentElement ?? document.body}
        content={
          <fieldset className={styles.columnChoice}>
            <legend>{list('columns.title')}</legend>
            {columnsFor(money).map((key) => (
              <label key={key}>
                <input type="checkbox" checked={settings.shown.has(key)} onChange={(event) => settings.show(key, event.target.checked)} />
                {t(`col.${key}`)}
              </label>
            ))}
          </fieldset>
        }
      >
        <Button icon={<SettingOutlined />} aria-label={list('columns.title')}>
          {list('columns.choose')}
        </Button>
      </Popover>
    </span>
  );
}
