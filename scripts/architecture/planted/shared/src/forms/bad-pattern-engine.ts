// breaks: re2js-only-in-pattern
import { RE2JS } from 're2js';
export const engine = RE2JS;
