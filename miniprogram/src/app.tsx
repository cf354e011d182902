import type { ReactNode } from 'react';
import './lib/polyfills.ts';
import './app.css';

/** The program around the pages. */
export default function App({ children }: { children: ReactNode }) {
  return children;
}
