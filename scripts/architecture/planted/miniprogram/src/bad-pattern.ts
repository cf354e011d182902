// breaks: phone-imports-contract-types-only
import { pattern } from '../../shared/src/kernel/pattern.ts';
export const heavy = pattern;
