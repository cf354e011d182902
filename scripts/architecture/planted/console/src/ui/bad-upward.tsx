// breaks: console-points-down
import { Page } from '../features/orders/page.tsx';
export const page = Page;
