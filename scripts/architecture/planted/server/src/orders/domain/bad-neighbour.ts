// breaks: domain-borrows-types-only
import { pricingChanged } from '../../pricing/events.ts';
export const heard = pricingChanged;
