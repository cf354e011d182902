export const pricingChanged = 'pricing.changed';
