import type { ValueHost } from '@mingdan/shared/forms/value';
import { matchPattern } from '@mingdan/shared/kernel/pattern';
import { checkRegion } from '@mingdan/shared/region/region';

/** What the form engine asks of the server: RE2 patterns and the region table. */
export const formHost: Pick<ValueHost, 'matchPattern' | 'checkRegion'> = { matchPattern, checkRegion };
