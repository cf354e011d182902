import type { Product } from '../../server/src/app/compose.ts';
import type { CatalogItem } from '../../server/src/catalog/index.ts';
import { type Origin, systemOrigin } from '../../server/src/platform/actor.ts';
import { newId } from '../../server/src/platform/ids.ts';
import type { PersonRole } from '../../shared/src/contracts/roles.ts';
import { ok, type Result } from '../../shared/src/kernel/result.ts';

interface Company {
  readonly outlets: readonly { code: string; name: string; region: string; cooperation: 'own' | 'franchise' | 'partner' }[];
  readonly people: readonly {
    userid: string;
    name: string;
    roles: readonly PersonRole[];
    outlet?: string;
    regions: readonly string[];
    profile?: { skills: readonly string[]; base: { lat: number; lng: number }; capacity: number };
  }[];
}

/** What must be in place already for a repeat to be no failure. */
const KNOWN = ['pricing.version_exists', 'templates.version_exists'];

/**
 * Brings the demo company into an empty database, or leaves one that has it as it is. Every name of it says that it is a demonstration.
 *
 * @param read gives a file of `scripts/demo/data` by its name without extension
 */
export async function loadDemo({ ground, capabilities }: Product, read: (name: string) => unknown): Promise<void> {
  const { uow } = ground;
  const { identity, catalog, pricing, templates, dispatch } = capabilities;
  const system = systemOrigin('demo', newId());
  const company = read('company') as Company;

  // the template comes last: where it stands, everything before it stands too
  const template = read('template-ac-install') as { code: string; version: number };
  if (await uow.read(system, (tx) => templates.api.load(tx, template.code, template.version))) return;

  const made = await uow.run(system, async (tx) => {
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

  const admin = await uow.read(system, async (tx) => {
    const person = await identity.api.findByUserid(tx, 'admin');
    return person && identity.api.loadActor(tx, person.id);
  });
  if (!admin) throw new Error('the demo company has no administrator');
  const origin: Origin = { actor: admin, requestId: newId() };
  await catalog.api.saveItems(read('catalog') as CatalogItem[], origin);
  must('price book', await pricing.publish({ book: read('price-book-main') }, origin));
  must('template', await templates.publish({ template }, origin));
}

function must(what: string, result: Result<unknown>): void {
  if (result.ok || KNOWN.includes(result.code)) return;
  throw new Error(`demo ${what}: ${result.code} ${JSON.stringify(result.fields ?? result.detail ?? '')}`);
}
