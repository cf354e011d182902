// breaks: console-features-stay-apart
import { Page } from '../orders/page.tsx';
export const other = Page;
