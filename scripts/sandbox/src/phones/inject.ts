const BRIDGE = '<script src="/__phone/bridge.js"></script>';

/** Puts the client bridge before everything that could run: right behind `<head>`, else behind `<html>` or the doctype, else first. */
export function injectBridge(html: string): string {
  for (const place of [/<head(?:\s[^>]*)?>/i, /<html(?:\s[^>]*)?>/i, /<!doctype[^>]*>/i]) {
    const found = place.exec(html);
    if (!found) continue;
    const at = found.index + found[0].length;
    return html.slice(0, at) + BRIDGE + html.slice(at);
  }
  return BRIDGE + html;
}

/**
 * The page's own policy as the phone needs it: framing is the client's business, so `frame-ancestors` goes; the bridge comes from the page's
 * own origin, so `'self'` may run scripts.
 */
export function loosenPolicy(policy: string): string {
  return policy
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '' && !/^frame-ancestors\b/i.test(directive))
    .map((directive) => (/^script-src\s/i.test(directive) && !directive.includes("'self'") ? `${directive} 'self'` : directive))
    .map((directive) => directive.replace(/^(script-src\s.*?)'none'\s*/i, '$1'))
    .join('; ');
}
