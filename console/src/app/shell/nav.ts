import type { MeView } from '@mingdan/shared/contracts/auth';
import { may } from '../../lib/access.ts';
import { t } from '../messages.ts';

export type NavKey =
  | 'workbench'
  | 'orders'
  | 'customers'
  | 'deliveries'
  | 'templates'
  | 'messageTemplates'
  | 'books'
  | 'catalog'
  | 'dispatch'
  | 'roster'
  | 'settlement'
  | 'people'
  | 'settings'
  | 'deadLetters'
  | 'audit';

export interface NavItem {
  readonly key: NavKey;
  readonly label: string;
  readonly to:
    | '/'
    | '/orders'
    | '/customers'
    | '/deliveries'
    | '/templates'
    | '/message-templates'
    | '/books'
    | '/catalog'
    | '/dispatch'
    | '/roster'
    | '/settlement'
    | '/people'
    | '/settings'
    | '/dead-letters'
    | '/audit';
  /** Absent: everyone may open it. */
  readonly permission?: string;
}

export interface NavGroup {
  readonly label: string;
  readonly items: readonly NavItem[];
}

const GROUPS: readonly NavGroup[] = [
  {
    label: t('nav.group.work'),
    items: [
      { key: 'workbench', label: t('nav.workbench'), to: '/' },
      { key: 'orders', label: t('nav.orders'), to: '/orders', permission: 'orders:list' },
      { key: 'customers', label: t('nav.customers'), to: '/customers', permission: 'customers:read' },
      { key: 'deliveries', label: t('nav.deliveries'), to: '/deliveries', permission: 'deliveries:read' },
    ],
  },
  {
    label: t('nav.group.dispatch'),
    items: [
      { key: 'dispatch', label: t('nav.dispatch'), to: '/dispatch', permission: 'dispatch:read' },
      { key: 'roster', label: t('nav.roster'), to: '/roster', permission: 'roster:read' },
    ],
  },
  {
    label: t('nav.group.money'),
    items: [
      { key: 'books', label: t('nav.books'), to: '/books', permission: 'books:read' },
      { key: 'settlement', label: t('nav.settlement'), to: '/settlement', permission: 'settlement:read' },
    ],
  },
  {
    label: t('nav.group.rules'),
    items: [
      { key: 'templates', label: t('nav.templates'), to: '/templates', permission: 'templates:read' },
      { key: 'messageTemplates', label: t('nav.messageTemplates'), to: '/message-templates', permission: 'messages:read' },
      { key: 'catalog', label: t('nav.catalog'), to: '/catalog', permission: 'catalog:read' },
    ],
  },
  {
    label: t('nav.group.settings'),
    items: [
      { key: 'people', label: t('nav.people'), to: '/people', permission: 'people:read' },
      { key: 'settings', label: t('nav.settings'), to: '/settings', permission: 'settings:read' },
      { key: 'deadLetters', label: t('nav.deadLetters'), to: '/dead-letters', permission: 'deadletters:read' },
      { key: 'audit', label: t('nav.audit'), to: '/audit', permission: 'audit:read' },
    ],
  },
];

/** The pages that exist and that this person may open; a group without any is left out. */
export function navFor(person: Pick<MeView, 'permissions'>): readonly NavGroup[] {
  return GROUPS.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.permission === undefined || may(person, item.permission)),
  })).filter((group) => group.items.length > 0);
}
