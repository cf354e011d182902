import * as auth from './auth.ts';
import * as books from './books.ts';
import * as catalog from './catalog.ts';
import * as customerPage from './customer-page.ts';
import * as customers from './customers.ts';
import type { Contract } from './define.ts';
import * as deliveries from './deliveries.ts';
import * as dispatch from './dispatch.ts';
import * as files from './files.ts';
import * as operations from './operations.ts';
import * as orders from './orders.ts';
import * as people from './people.ts';
import * as settlement from './settlement.ts';
import * as templates from './templates.ts';
import * as wecom from './wecom.ts';

/** Every module of contracts. A capability adds its line here; a test compares this list with the folder. */
const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  auth,
  books,
  catalog,
  'customer-page': customerPage,
  customers,
  deliveries,
  dispatch,
  files,
  operations,
  orders,
  people,
  settlement,
  templates,
  wecom,
};

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'meta' in value && 'input' in value && 'output' in value && 'refusals' in value;
}

/** All contracts, by their place in the modules: what the server must bind, the API page shows and the authorisation matrix walks through. */
export const CONTRACTS: readonly Contract[] = Object.values(MODULES).flatMap((module) => Object.values(module).filter(isContract));
/** The modules' names, for the test that none was forgotten. */
export const CONTRACT_MODULES: readonly string[] = Object.keys(MODULES);
