// breaks: usecases-know-no-edge
import { geocode } from '../clients/map.ts';
export const place = geocode;
