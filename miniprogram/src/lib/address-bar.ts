/** The browser's address, on H5 only. With hash routing a parameter may stand before the `#` or behind it. */

function withoutParameter(query: string, name: string): { value: string | null; rest: string } {
  let value: string | null = null;
  const rest = query
    .split('&')
    .filter((part) => {
      const [key = '', ...content] = part.split('=');
      if (decodeURIComponent(key) !== name) return part !== '';
      value = decodeURIComponent(content.join('='));
      return false;
    })
    .join('&');
  return { value, rest };
}

function join(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** Takes a parameter out of an address: its value, and the address without it. */
export function takeFrom(address: string, name: string): { value: string | null; address: string } {
  const hashAt = address.indexOf('#');
  const before = hashAt < 0 ? address : address.slice(0, hashAt);
  const behind = hashAt < 0 ? '' : address.slice(hashAt);
  const [path = '', ...query] = before.split('?');
  const [place = '', ...placeQuery] = behind.split('?');
  const first = withoutParameter(query.join('?'), name);
  const second = withoutParameter(placeQuery.join('?'), name);
  return { value: first.value ?? second.value, address: join(path, first.rest) + (behind === '' ? '' : join(place, second.rest)) };
}

/** Takes a parameter out of the browser's address, so that it is neither shared nor used twice. */
export function takeParameter(name: string): string | null {
  const taken = takeFrom(window.location.href, name);
  if (taken.value !== null) window.history.replaceState(window.history.state, '', taken.address);
  return taken.value;
}
