// the other half of the cycle, which is reported once
import { a } from './bad-cycle-a.ts';
export const b = () => a;
