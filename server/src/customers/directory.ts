/** What the company's contact directory knows about an external contact, as seen by one staff member who follows them. */
export interface Contact {
  readonly name: string;
  /** First mobile number in the staff member's remark; null when there is none. */
  readonly phone: string | null;
  readonly unionid: string | null;
}

/** Port: WeCom's customer contact directory 客户联系. A remote call, so it is never asked inside a unit of work. */
export interface ContactDirectory {
  /** Who issues external_userids: the corp id. */
  readonly corpId: string;
  /** `not_followed` also when the contact does not exist: a staff member learns nothing about contacts of others. */
  lookUp(externalUserid: string, personId: string): Promise<Contact | 'not_followed' | 'unavailable'>;
}
