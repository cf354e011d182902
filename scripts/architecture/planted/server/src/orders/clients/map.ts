export const geocode = 1;
