/** A person of the company 人员: one row per WeCom account, and none without one. */
export interface PersonTable {
  id: string;
  /** WeCom's userid. */
  userid: string;
  name_enc: string;
  phone_enc: string | null;
  phone_bidx: string | null;
  /** JSON list of roles. */
  roles: string;
  outlet_id: string | null;
  /** JSON list of GB/T 2260 codes. */
  regions: string;
  active: number;
  version: number;
  created_at: number;
  updated_at: number;
}

/** A service outlet 网点; franchisees and partner providers are outlets too. */
export interface OutletTable {
  id: string;
  code: string;
  name: string;
  region: string;
  cooperation: 'own' | 'franchise' | 'partner';
  active: number;
  version: number;
  created_at: number;
}

/** A login, of a person or of a customer by the link to one order. */
export interface SessionTable {
  id: string;
  token_hash: string;
  kind: 'cookie' | 'bearer';
  person_id: string | null;
  link_id: string | null;
  order_id: string | null;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  ended_at: number | null;
}

/** A secret that is good once, for a short time: carries a finished login to the page that asked for it. */
export interface LoginTicketTable {
  ticket_hash: string;
  purpose: string;
  /** Who it is for: a person id, or what another capability put in. */
  subject_enc: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

/** The code with which the first administrator proves to have started the server. At most one row. */
export interface SetupCodeTable {
  id: string;
  code_hash: string;
  created_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    person: PersonTable;
    outlet: OutletTable;
    session: SessionTable;
    login_ticket: LoginTicketTable;
    setup_code: SetupCodeTable;
  }
}
