import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
export const saveOrder = (uow: UnitOfWork) => uow;
