// breaks: domain-borrows-types-only
import { clock } from '../../platform/clock.ts';
export const now = clock;
