// breaks: usecases-know-no-edge
import { routes } from '../edge/orders.routes.ts';
export const all = routes;
