import type { Product } from '../../server/src/app/compose.ts';
import type { CatalogItem } from '../../server/src/catalog/index.ts';
import { CUSTOMER_SERVICE } from '../../server/src/orders/settings.ts';
import { type Actor, systemOrigin } from '../../server/src/platform/actor.ts';
import { newId } from '../../server/src/platform/ids.ts';
import { saveSetting } from '../../server/src/platform/settings/company-settings.ts';
import type { PersonRole } from '../../shared/src/contracts/roles.ts';
import type { TemplateDefinition } from '../../shared/src/flows/definition.ts';
import { ok, type Result } from '../../shared/src/kernel/result.ts';
import type { PriceBook } from '../../shared/src/pricing/types.ts';

export interface DemoOutlet {
  readonly code: string;
  readonly name: string;
  /** GB/T 2260 code of what it serves. */
  readonly region: string;
  readonly cooperation: 'own' | 'franchise' | 'partner';
}
export interface DemoPerson {
  readonly userid: string;
  readonly name: string;
  readonly roles: readonly PersonRole[];
  /** Code of the outlet. */
  readonly outlet?: string;
  readonly regions: readonly string[];
  /** Installers only. */
  readonly profile?: { readonly skills: readonly string[]; readonly base: { lat: number; lng: number }; readonly capacity: number };
}

/** A company that can be brought into an empty database. */
export interface DemoCompany {
  readonly outlets: readonly DemoOutlet[];
  readonly people: readonly DemoPerson[];
  readonly items: readonly CatalogItem[];
  readonly books: readonly PriceBook[];
  /** The last one tells whether the company stands already. */
  readonly templates: readonly TemplateDefinition[];
  /** What customers read of the company's service; absent: nothing is told. */
  readonly service?: { readonly warrantyDays: number; readonly warrantyNote: string; readonly servicePhone: string };
}

/** What must be in place already for a repeat to be no failure. */
const KNOWN = ['settings.stale_version', 'pricing.version_exists', 'templates.version_exists'];

/** The small demo company of the tests: three outlets, ten people, one book, one template. `read` gives a file of `scripts/demo/data` by name. */
export async function loadDemo(product: Product, read: (name: string) => unknown): Promise<void> {
  const { outlets, people } = read('company') as Pick<DemoCompany, 'outlets' | 'people'>;
  await loadCompany(product, {
    outlets,
    people,
    items: read('catalog') as CatalogItem[],
    books: [read('price-book-main') as PriceBook],
    templates: [read('template-ac-install') as TemplateDefinition],
  });
}

/**
 * Brings a company into an empty database through the product's own use cases, or leaves one that has it as it is. From the first transaction on the
 * database is marked as holding demonstration data.
 *
 * @returns whether anything was to do
 * @throws Error with the refusal's code where a use case refuses the data
 */
export async function loadCompany(product: Product, company: DemoCompany): Promise<boolean> {
  const { uow } = product.ground;
  const { identity, catalog, pricing, templates, dispatch } = product.capabilities;
  const system = systemOrigin('demo', newId());

  // the last template comes last: where it stands, everything before it stands too
  const last = company.templates.at(-1);
  if (last && (await uow.read(system, (tx) => templates.api.load(tx, last.code, last.version)))) return false;

  const made = await uow.run(system, async (tx) => {
    await identity.api.markDemo(tx);
    const outlets = new Map<string, string>();
    for (const outlet of company.outlets) outlets.set(outlet.code, await identity.api.upsertOutlet(tx, outlet));
    for (const { profile, outlet, ...person } of company.people) {
      const personId = await identity.api.upsertPerson(tx, {
        ...person,
        phone: null,
        outletId: outlet ? (outlets.get(outlet) ?? null) : null,
        active: true,
      });
      if (profile) await dispatch.api.saveProfile(tx, { personId, ...profile });
    }
    return ok(null);
  });
  must('people', made);

  const origin = { actor: await actorOf(product, 'admin'), requestId: newId() };
  const { service } = company;
  if (service) must('service', await uow.run(origin, (tx) => saveSetting(tx, CUSTOMER_SERVICE, { value: service, version: 0 })));
  await catalog.api.saveItems(company.items, origin);
  // the demo's own books: whatever a version changes is meant
  for (const book of company.books) must(`price book ${book.code}`, await pricing.publish({ book, confirmed: 'all' }, origin));
  for (const template of company.templates) must(`template ${template.code}`, await templates.publish({ template }, origin));
  return true;
}

/** A person of the company as an actor with the rights of now. @throws Error when nobody has this userid */
export async function actorOf({ ground, capabilities }: Product, userid: string): Promise<Actor> {
  const actor = await ground.uow.read(systemOrigin('demo', newId()), async (tx) => {
    const person = await capabilities.identity.api.findByUserid(tx, userid);
    return person && capabilities.identity.api.loadActor(tx, person.id);
  });
  if (!actor) throw new Error(`the demo company has no ${userid}`);
  return actor;
}

function must(what: string, result: Result<unknown>): void {
  if (result.ok || KNOWN.includes(result.code)) return;
  throw new Error(`demo ${what}: ${result.code} ${JSON.stringify(result.fields ?? result.detail ?? '')}`);
}
