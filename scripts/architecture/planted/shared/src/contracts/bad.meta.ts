// breaks: zod-only-in-contracts
import * as z from 'zod';
export const meta = z;
