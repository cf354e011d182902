// breaks: capability-is-registered
import { clock } from '../platform/clock.ts';
export const fortune = clock;
