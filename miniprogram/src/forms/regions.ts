import { useEffect, useState } from 'react';

type Regions = typeof import('@mingdan/shared/region/region') &
  typeof import('@mingdan/shared/region/find') &
  typeof import('@mingdan/shared/intake/street');

let loaded: Regions | null = null;

/** The table of places: loaded when a form first needs it, for it is larger than a page. */
export async function loadRegions(): Promise<Regions> {
  if (loaded) return loaded;
  const [tree, find, street] = await Promise.all([
    import(/* webpackChunkName: "regions" */ '@mingdan/shared/region/region'),
    import(/* webpackChunkName: "regions" */ '@mingdan/shared/region/find'),
    import(/* webpackChunkName: "regions" */ '@mingdan/shared/intake/street'),
  ]);
  loaded = { ...tree, ...find, ...street };
  return loaded;
}

/** The table once it is there; null until then, or when it cannot be loaded (offline before the first use). */
export function useRegions(): Regions | null {
  const [regions, setRegions] = useState(loaded);
  useEffect(() => {
    let current = true;
    loadRegions().then(
      (table) => current && setRegions(table),
      // without the table the code itself is shown, and the server knows the name
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  return regions;
}
