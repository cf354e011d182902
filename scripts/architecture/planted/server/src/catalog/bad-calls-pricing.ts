// breaks: catalog-calls
import { quote } from '../pricing/index.ts';
export const upward = quote;
