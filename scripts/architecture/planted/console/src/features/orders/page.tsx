import { Money } from '../../ui/money.tsx';
export const Page = Money;
