export const createUnitOfWork = () => 'unit of work';
export type UnitOfWork = string;
