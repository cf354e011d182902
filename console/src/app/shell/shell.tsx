import { MenuFoldOutlined, MenuOutlined, MenuUnfoldOutlined, SearchOutlined } from '@ant-design/icons';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useMe } from '../../lib/access.ts';
import { lazily } from '../../lib/lazily.ts';
import { Skeleton } from '../../ui/problem-view.tsx';
import { t } from '../messages.ts';
import { GlobalSearch } from './global-search.tsx';
import { NAV_ICONS } from './icons.tsx';
import { navFor } from './nav.ts';
import { OfflineBar } from './offline-bar.tsx';
import { PersonMenu } from './person-menu.tsx';
import styles from './shell.module.css';

// counts what waits once the page itself has what it needs
const TodoBell = lazily(async () => (await import('./todo-bell.tsx')).TodoBell);

const COLLAPSED = 'mingdan.nav';

/** As it was left; where it was never touched, open only on screens that have room for it. */
function startsCollapsed(): boolean {
  const left = localStorage.getItem(COLLAPSED);
  return left === null ? window.innerWidth < 1240 : left === 'collapsed';
}

/** The frame: navigation on the left, search and person on top, the page in the middle. On narrow screens the navigation slides in. */
export function Shell() {
  const [collapsed, setCollapsed] = useState(startsCollapsed);
  const [open, setOpen] = useState(false);
  const [searching, setSearching] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });

  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page closes the sliding navigation
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setSearching(true);
      }
      if (event.key === 'Escape') setOpen(false);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const toggle = () => {
    localStorage.setItem(COLLAPSED, collapsed ? 'open' : 'collapsed');
    setCollapsed(!collapsed);
  };

  return (
    <div className={`${styles.shell} ${collapsed ? styles.collapsed : ''} ${open ? styles.sliding : ''}`}>
      <a href="#content" className={styles.skip}>
        {t('nav.skip')}
      </a>
      <nav aria-label={t('nav.label')} className={styles.side}>
        <Brand />
        <Nav />
        <button type="button" className={styles.fold} onClick={toggle} aria-expanded={!collapsed}>
          {collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          <span className={styles.label}>{t(collapsed ? 'nav.expand' : 'nav.collapse')}</span>
        </button>
      </nav>
      {open && <button type="button" className={styles.veil} onClick={() => setOpen(false)} aria-label={t('nav.close')} />}
      <div className={styles.main}>
        <header className={styles.top}>
          <button type="button" className={styles.burger} onClick={() => setOpen(!open)} aria-expanded={open} aria-label={t('nav.open')}>
            <MenuOutlined />
          </button>
          <button type="button" className={styles.search} onClick={() => setSearching(true)}>
            <SearchOutlined />
            <span className={styles.searchText}>{t('search.open')}</span>
            <kbd className={styles.key}>⌘K</kbd>
          </button>
          <span className={styles.spring} />
          <Suspense fallback={<span className={styles.bellRoom} />}>
            <TodoBell />
          </Suspense>
          <PersonMenu />
        </header>
        <OfflineBar />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {searching && <GlobalSearch onClose={() => setSearching(false)} />}
    </div>
  );
}

function Brand() {
  return (
    <Link to="/" className={styles.brand}>
      <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width="28" height="28" />
      <span className={styles.label}>{t('brand')}</span>
    </Link>
  );
}

function Nav() {
  const person = useMe();
  return (
    <div className={styles.nav}>
      {navFor(person).map((group) => (
        <div key={group.label} className={styles.group}>
          <span className={styles.groupLabel}>{group.label}</span>
          <ul>
            {group.items.map((item) => (
              <li key={item.key}>
                <Link
                  to={item.to}
                  className={styles.link}
                  activeOptions={{ exact: item.to === '/', includeSearch: false }}
                  title={item.label}
                >
                  <span className={styles.icon} aria-hidden="true">
                    {NAV_ICONS[item.key]}
                  </span>
                  <span className={styles.label}>{item.label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
