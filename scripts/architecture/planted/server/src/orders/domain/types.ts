import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
export type Borrowed = UnitOfWork;
