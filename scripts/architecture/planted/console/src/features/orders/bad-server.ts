// breaks: screens-know-no-server
import { quote } from '../../../../server/src/pricing/index.ts';
export const price = quote;
