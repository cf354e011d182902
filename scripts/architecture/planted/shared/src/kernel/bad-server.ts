// breaks: shared-is-pure
import { clock } from '../../../server/src/platform/clock.ts';
export const time = clock;
