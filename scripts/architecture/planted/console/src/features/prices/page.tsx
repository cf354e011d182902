export const Prices = 1;
