import { createHash } from 'node:crypto';
import { asset } from '../assets.ts';
import { type Phone, personId } from './phones.ts';
import { userAgentOf } from './user-agent.ts';

/** The client inside a phone as a script, with what it must know before the first script of the page runs. A real client has it in itself, so it stands in the page and nothing waits for it. */
export async function bridgeOf(phone: Phone): Promise<string> {
  const facts = {
    phone: phone.name,
    client: phone.client,
    person: personId(phone.person),
    chatWith: phone.chatWith,
    userAgent: userAgentOf(phone.client),
  };
  // no word of the facts can end the script that they stand in
  const told = JSON.stringify(facts).replaceAll('<', '\\u003c');
  return ((await asset('bridge.js'))?.body ?? '').replace('/* PHONE */ {}', () => told);
}

/** Puts the client's script before everything that could run: right behind `<head>`, else behind `<html>` or the doctype, else first. */
export function injectBridge(html: string, bridge: string): string {
  const script = `<script>${bridge}</script>`;
  for (const place of [/<head(?:\s[^>]*)?>/i, /<html(?:\s[^>]*)?>/i, /<!doctype[^>]*>/i]) {
    const found = place.exec(html);
    if (!found) continue;
    const at = found.index + found[0].length;
    return html.slice(0, at) + script + html.slice(at);
  }
  return script + html;
}

const directivesOf = (policy: string): string[] =>
  policy
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '');

/** A policy without `frame-ancestors`: framing is the client's business. */
export function allowFrames(policy: string): string {
  return directivesOf(policy)
    .filter((directive) => !/^frame-ancestors\b/i.test(directive))
    .join('; ');
}

/** A page's policy under which the client's own script runs as well. */
export function allowScript(policy: string, script: string): string {
  const directives = directivesOf(policy);
  const named = (name: string) => directives.find((directive) => directive.toLowerCase().startsWith(`${name} `));
  const before = named('script-src');
  const sources = (before ?? named('default-src'))?.split(/\s+/).slice(1);
  // a hash beside 'unsafe-inline' would take its permission away from every other script
  if (!sources || sources.includes("'unsafe-inline'")) return policy;
  const hash = `'sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}'`;
  const after = ['script-src', ...sources.filter((source) => source !== "'none'"), hash].join(' ');
  return [...directives.filter((directive) => directive !== before), after].join('; ');
}
