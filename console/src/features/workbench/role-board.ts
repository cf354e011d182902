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

const BOARDS: Readonly<Partial<Record<Role, Board>>> = {
  dispatcher: {
    attention: [
      'parked',
      'todayUnassigned',
      'disputed',
      'question',
      'punch',
      'overdue',
      'late',
      'atRisk',
      'waiting',
      'unplanned',
      'consent',
      'suspended',
    ],
    figures: ['opened', 'finished', 'cancelled'],
  },
  outlet_manager: {
    attention: [
      'todayUnassigned',
      'disputed',
      'question',
      'punch',
      'overdue',
      'late',
      'atRisk',
      'waiting',
      'consent',
      'unsigned',
      'suspended',
    ],
    figures: ['opened', 'finished', 'earn'],
  },
  staff: {
    attention: ['disputed', 'question', 'punch', 'waiting', 'late', 'overdue', 'unplanned', 'consent', 'unsigned', 'suspended'],
    figures: ['opened', 'finished', 'charge'],
  },
  region_manager: {
    attention: ['disputed', 'question', 'punch', 'overdue', 'parked', 'late', 'consent', 'unsigned'],
    figures: ['opened', 'finished', 'charge', 'earn'],
  },
  finance: { attention: ['disputed', 'consent', 'unsigned'], figures: ['finished', 'charge', 'earn'] },
  boss: { attention: ['disputed', 'question', 'overdue', 'parked', 'late', 'consent'], figures: ['opened', 'finished', 'charge', 'earn'] },
};

/** Whatever the roles, the most urgent stands first. */
const URGENCY: readonly Attention[] = [
  'parked',
  'todayUnassigned',
  'disputed',
  'question',
  'punch',
  'overdue',
  'late',
  'atRisk',
  'waiting',
  'unplanned',
  'consent',
  'unsigned',
  'suspended',
];

/** What the workbench of somebody with these roles shows: with several roles all of it, each thing once. */
export function boardOf(roles: readonly Role[]): Board {
  const boards = roles.flatMap((role) => BOARDS[role] ?? []);
  return {
    attention: URGENCY.filter((kind) => boards.some(({ attention }) => attention.includes(kind))),
    figures: [...new Set(boards.flatMap(({ figures }) => figures))],
  };
}
