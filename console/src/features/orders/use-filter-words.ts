import { useEffect, useState } from 'react';
import { filterWords } from './filter-words.ts';
import type { OrderFilters } from './operations.ts';

/** What is set, in words, with the region by its name. */
export function useFilterWords(filters: OrderFilters): ReturnType<typeof filterWords> {
  const region = useRegionName(filters.region);
  return filterWords(region === undefined ? filters : { ...filters, region });
}

/** The region's full name once its table is there, which only a chip of a region needs. */
function useRegionName(code: string | undefined): string | undefined {
  const [known, setKnown] = useState<{ code: string; name: string }>();
  useEffect(() => {
    if (code === undefined) return;
    let isWanted = true;
    void import('@mingdan/shared/region/region').then(({ fullName }) => isWanted && setKnown({ code, name: fullName(code) || code }));
    return () => {
      isWanted = false;
    };
  }, [code]);
  return known?.code === code ? known?.name : undefined;
}
