import { useEffect, useState } from 'react';

/** The value once it has not changed for `ms` milliseconds: for questions to the server that follow typing. */
export function useRest<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
