import {
  AlertOutlined,
  AuditOutlined,
  CalendarOutlined,
  CarOutlined,
  ContactsOutlined,
  FileTextOutlined,
  HomeOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  ProfileOutlined,
  SendOutlined,
  SettingOutlined,
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
  messageTemplates: <MessageOutlined />,
  books: <TagsOutlined />,
  catalog: <ProfileOutlined />,
  dispatch: <CarOutlined />,
  roster: <CalendarOutlined />,
  settlement: <WalletOutlined />,
  people: <TeamOutlined />,
  settings: <SettingOutlined />,
  deadLetters: <AlertOutlined />,
  audit: <AuditOutlined />,
};
