import { useEffect, useState } from 'react';

/** The present instant, moving on every half minute, for texts such as “12 分钟前”. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
