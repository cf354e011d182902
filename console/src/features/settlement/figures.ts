/** The five figures in the order in which people compare them. */
export const FIGURES = ['charge', 'settle', 'earn', 'cost', 'profit'] as const;
export type Figure = (typeof FIGURES)[number];
