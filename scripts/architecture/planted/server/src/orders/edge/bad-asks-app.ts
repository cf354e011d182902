// breaks: nobody-imports-app
import { compose } from '../../app/compose.ts';
export const composed = () => compose;
