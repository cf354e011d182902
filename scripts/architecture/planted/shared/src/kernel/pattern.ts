import { RE2JS } from 're2js';
export const pattern = RE2JS;
