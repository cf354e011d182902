import * as auth from './auth.ts';
import * as books from './books.ts';
import * as cash from './cash.ts';
import * as catalog from './catalog.ts';
import * as collections from './collections.ts';
import * as companySettings from './company-settings.ts';
import * as consents from './consents.ts';
import * as customerFile from './customer-file.ts';
import * as customerMerge from './customer-merge.ts';
import * as customerPage from './customer-page.ts';
import * as customerService from './customer-service.ts';
import * as customers from './customers.ts';
import type { Contract } from './define.ts';
import * as deliveries from './deliveries.ts';
import * as desk from './desk.ts';
import * as dispatch from './dispatch.ts';
import * as dispatchBoard from './dispatch-board.ts';
import * as files from './files.ts';
import * as leave from './leave.ts';
import * as messageTemplates from './message-templates.ts';
import * as operations from './operations.ts';
import * as orderBatches from './order-batches.ts';
import * as orderOpening from './order-opening.ts';
import * as orderPaths from './order-paths.ts';
import * as orderViews from './order-views.ts';
import * as orders from './orders.ts';
import * as outlets from './outlets.ts';
import * as people from './people.ts';
import * as roster from './roster.ts';
import * as settlement from './settlement.ts';
import * as slotRoom from './slot-room.ts';
import * as stamps from './stamps.ts';
import * as templates from './templates.ts';
import * as waivers from './waivers.ts';
import * as wecom from './wecom.ts';

/** Every module of contracts. A capability adds its line here; a test compares this list with the folder. */
const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  auth,
  books,
  cash,
  catalog,
  collections,
  'company-settings': companySettings,
  consents,
  'customer-file': customerFile,
  'customer-merge': customerMerge,
  'customer-page': customerPage,
  'customer-service': customerService,
  customers,
  deliveries,
  desk,
  dispatch,
  'dispatch-board': dispatchBoard,
  files,
  leave,
  'message-templates': messageTemplates,
  operations,
  'order-batches': orderBatches,
  'order-paths': orderPaths,
  'order-views': orderViews,
  'order-opening': orderOpening,
  orders,
  outlets,
  people,
  roster,
  settlement,
  'slot-room': slotRoom,
  stamps,
  templates,
  waivers,
  wecom,
};

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'meta' in value && 'input' in value && 'output' in value && 'refusals' in value;
}

/** All contracts, by their place in the modules: what the server must bind, the API page shows and the authorisation matrix walks through. */
export const CONTRACTS: readonly Contract[] = Object.values(MODULES).flatMap((module) => Object.values(module).filter(isContract));
/** The modules' names, for the test that none was forgotten. */
export const CONTRACT_MODULES: readonly string[] = Object.keys(MODULES);
