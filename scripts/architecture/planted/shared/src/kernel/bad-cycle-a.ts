// breaks: no-cycles
import { b } from './bad-cycle-b.ts';
export const a = () => b;
