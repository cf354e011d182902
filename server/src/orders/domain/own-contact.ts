/** Name and number of an order that are not the customer's: 仅用于本单. */
export interface OwnContact {
  readonly name: string;
  readonly phone: string | null;
}

type Contact = { readonly name: string; readonly phone: string | null };

/** Whom an order's form names, where that is not what the customer's file says. What the form leaves out is the file's. */
export function ownContact(file: Contact, form: { readonly contactName: string | null; readonly phone: string | null }): OwnContact | null {
  const contact = { name: form.contactName ?? file.name, phone: form.phone ?? file.phone };
  return contact.name === file.name && contact.phone === file.phone ? null : contact;
}
