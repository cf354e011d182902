// breaks: product-needs-no-scripts
import { sandbox } from '../../../../scripts/sandbox/src/main.ts';
export const stub = sandbox;
