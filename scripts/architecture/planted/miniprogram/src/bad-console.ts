// breaks: console-and-phone-stay-apart
import { Money } from '../../console/src/ui/money.tsx';
export const money = Money;
