import type { WorkbenchOrdersOutput } from '@mingdan/shared/contracts/order-views';
import type { Role } from '@mingdan/shared/contracts/roles';
import type { Attention } from '@mingdan/shared/orders/attention';

export type Figure = WorkbenchOrdersOutput['series'][number]['key'];

interface Board {
  /** Reasons that are this role's to deal with. */
  readonly attention: readonly Attention[];
  /** Figures that this role steers by. */
  readonly figures: readonly Figure[];
}

type Desk = 'dispatcher' | 'outlet_manager' | 'staff' | 'region_manager' | 'finance' | 'boss';

/** Reasons with the roles whose they are to deal with, the most urgent first. */
const REASONS: Readonly<Record<Attention, readonly Desk[]>> = {
  parked: ['dispatcher', 'region_manager', 'boss'],
  todayUnassigned: ['dispatcher', 'outlet_manager'],
  disputed: ['dispatcher', 'outlet_manager', 'staff', 'region_manager', 'finance', 'boss'],
  question: ['dispatcher', 'outlet_manager', 'staff', 'region_manager', 'boss'],
  punch: ['dispatcher', 'outlet_manager', 'staff', 'region_manager', 'finance'],
  overlap: ['dispatcher', 'outlet_manager', 'staff'],
  overdue: ['dispatcher', 'outlet_manager', 'staff', 'region_manager', 'boss'],
  late: ['dispatcher', 'outlet_manager', 'staff', 'region_manager', 'boss'],
  atRisk: ['dispatcher', 'outlet_manager'],
  waiting: ['dispatcher', 'outlet_manager', 'staff'],
  unplanned: ['dispatcher', 'staff'],
  consent: ['dispatcher', 'outlet_manager', 'staff', 'region_manager', 'finance', 'boss'],
  unsigned: ['outlet_manager', 'staff', 'region_manager', 'finance'],
  untold: ['staff', 'finance'],
  suspended: ['dispatcher', 'outlet_manager', 'staff'],
};

/** Figures that a role steers by. */
const FIGURES: Readonly<Record<Desk, readonly Figure[]>> = {
  dispatcher: ['opened', 'finished', 'cancelled'],
  outlet_manager: ['opened', 'finished', 'earn'],
  staff: ['opened', 'finished', 'charge'],
  region_manager: ['opened', 'finished', 'charge', 'earn'],
  finance: ['finished', 'charge', 'earn'],
  boss: ['opened', 'finished', 'charge', 'earn'],
};

const isDesk = (role: Role): role is Desk => Object.hasOwn(FIGURES, role);

/** What the workbench of somebody with these roles shows: with several roles all of it, each thing once. */
export function boardOf(roles: readonly Role[]): Board {
  const desks = roles.filter(isDesk);
  return {
    attention: (Object.keys(REASONS) as Attention[]).filter((reason) => desks.some((desk) => REASONS[reason].includes(desk))),
    figures: [...new Set(desks.flatMap((desk) => FIGURES[desk]))],
  };
}
