export const ordersCompleted = 'orders.completed';
