// breaks: domain-is-pure
import { clock } from '../../platform/clock.ts';
export const now = clock;
