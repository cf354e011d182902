import type { Finding } from '@mingdan/shared/contracts/common';
import { createContext, type ReactNode, useContext, useEffect } from 'react';

/** What a check said of a definition, and the place that somebody wants to be led to. */
interface Known {
  readonly findings: readonly Finding[];
  readonly target: { readonly path: string; readonly key: number } | null;
  readonly base: string;
}

const Context = createContext<Known>({ findings: [], target: null, base: '' });

/** Lets the fields inside show what was found at their own place, and be led to. */
export function Places({
  findings,
  target,
  children,
}: {
  findings: readonly Finding[];
  target: { readonly path: string; readonly key: number } | null;
  children: ReactNode;
}) {
  return <Context value={{ findings, target, base: '' }}>{children}</Context>;
}

const join = (base: string, at: string | number): string => (base === '' ? String(at) : `${base}.${at}`);
const isAtOrBelow = (path: string, place: string): boolean => path === place || path.startsWith(`${place}.`);

/** A part of the definition: places of the fields inside are read from here on (`flow.nodes.2`). */
export function Place({ at, children }: { at: string | number; children: ReactNode }) {
  const known = useContext(Context);
  return <Context value={{ ...known, base: join(known.base, at) }}>{children}</Context>;
}

/**
 * What was found at a field's place, and (for the field with this `id`) the way to it: it comes into sight and takes the focus when a finding of its
 * place is pressed. Without a place nothing is known.
 * `only`: what was found below the place is shown there.
 */
export function usePlace(at: string | undefined, id: string, { only = false }: { readonly only?: boolean } = {}): string | null {
  const { findings, target, base } = useContext(Context);
  const covers = (path: string, own: string) => (only ? path === own : isAtOrBelow(path, own));
  const place = at === undefined ? null : join(base, at);
  const wanted = place !== null && target !== null && covers(target.path, place) ? target.key : null;
  useEffect(() => {
    if (wanted === null) return;
    // a sheet that has just opened takes the focus first
    const frame = requestAnimationFrame(() => {
      const field = document.getElementById(id);
      field?.scrollIntoView({ block: 'center' });
      field?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, id]);
  if (place === null) return null;
  return findings.find((finding) => covers(finding.path, place))?.message ?? null;
}
