import {
  AlertOutlined,
  AuditOutlined,
  ContactsOutlined,
  FileTextOutlined,
  HomeOutlined,
  NodeIndexOutlined,
  ProfileOutlined,
  SendOutlined,
  TagsOutlined,
  TeamOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { NavKey } from './nav.ts';

/** One outline icon per page. */
export const NAV_ICONS: Readonly<Record<NavKey, ReactNode>> = {
  workbench: <HomeOutlined />,
  orders: <FileTextOutlined />,
  customers: <ContactsOutlined />,
  deliveries: <SendOutlined />,
  templates: <NodeIndexOutlined />,
  books: <TagsOutlined />,
  catalog: <ProfileOutlined />,
  settlement: <WalletOutlined />,
  people: <TeamOutlined />,
  deadLetters: <AlertOutlined />,
  audit: <AuditOutlined />,
};
