/** What somebody types to find a customer: what it looks like says which one index is asked, whatever the number of customers. */
export function searchKind(q: string): 'last4' | 'phone' | 'name' {
  if (/^\d{4}$/.test(q)) return 'last4';
  return /^[\d\s+()-]{5,}$/.test(q) ? 'phone' : 'name';
}
