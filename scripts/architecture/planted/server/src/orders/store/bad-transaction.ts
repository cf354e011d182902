// breaks: store-opens-no-transaction
import { createUnitOfWork } from '../../platform/db/unit-of-work.ts';
export const uow = createUnitOfWork;
