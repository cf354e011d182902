export const openOrderMeta = { name: 'orders.open' };
