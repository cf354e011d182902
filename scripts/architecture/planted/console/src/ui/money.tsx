export const Money = 1;
