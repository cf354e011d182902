import { judgeShots } from './judge-shots.ts';
import { isOffice, SHOTS } from './shot-list.ts';

judgeShots('every page and state of what is set up', SHOTS.filter(isOffice));
