import type { ReactNode } from 'react';

/** The smallest program around a page. */
export default function App({ children }: { children: ReactNode }) {
  return children;
}
