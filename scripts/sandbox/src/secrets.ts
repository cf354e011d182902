/** Keys whose values open something. */
const SECRET_KEYS = new Set([
  'access_token',
  'corpsecret',
  'secret',
  'session_key',
  'ticket',
  'code',
  'js_code',
  'user_ticket',
  'response_code',
]);

/** The codes that a callback hands over, in its XML. */
const CODES_IN_XML = /(<(?:ResponseCode|WelcomeCode)><!\[CDATA\[.{6})[^\]]*/g;

const shortened = (key: string, text: string): string => {
  if (SECRET_KEYS.has(key)) return `${text.slice(0, 6)}…`;
  return key === 'xml' ? text.replace(CODES_IN_XML, '$1…') : text;
};

/** A value as the journal keeps it: enough to recognise a credential, not enough to use it. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeof one === 'string' ? shortened(key, one) : masked(one)]));
}
