import type { Product } from '../../../server/src/app/compose.ts';
import { type Actor, systemOrigin } from '../../../server/src/platform/actor.ts';
import type { RequestExtras, RouteBinding } from '../../../server/src/platform/http/route.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import type { Contract } from '../../../shared/src/contracts/define.ts';
import type { Result } from '../../../shared/src/kernel/result.ts';

// biome-ignore lint/suspicious/noExplicitAny: as wide as a contract may be
type AnyContract = Contract<any, any, any>;
/** What a contract answers. */
type Output<C extends AnyContract> = C['output'] extends { _zod: { output: infer Value } } ? Value : never;

/** Calls operations as the HTTP layer does, without HTTP: the permission first, then the checked input, then the use case. */
export interface Calls {
  /** @throws Error for an actor without the permission and for input that the contract does not take */
  attempt<C extends AnyContract>(contract: C, input: unknown, actor: Actor, file?: Buffer): Promise<Result<Output<C>>>;
  /** The same where a refusal is a mistake of the story. @throws Error with code, fields and detail of a refusal */
  call<C extends AnyContract>(contract: C, input: unknown, actor: Actor, file?: Buffer): Promise<Output<C>>;
}

const NO_FILE: RequestExtras = { session: null, file: { bytes: Buffer.alloc(0), type: '' }, dropSessionCookie: () => {} };
const ANYBODY = 'public';

export function createCalls(product: Product): Calls {
  const bindings = new Map<string, RouteBinding>(
    product.capabilities.all.flatMap(({ routes }) => routes ?? []).map((binding) => [binding.contract.meta.name, binding]),
  );
  const { policy } = product.capabilities.identity;

  const attempt: Calls['attempt'] = async (contract, input, actor, file) => {
    const { name, permission } = contract.meta;
    const binding = bindings.get(name);
    if (!binding) throw new Error(`${name} is not served`);
    if (permission !== ANYBODY && !policy.allows(actor, permission)) throw new Error(`${actor.name} may not ${name}`);
    const extras = file ? { ...NO_FILE, file: { bytes: file, type: 'image/png' } } : NO_FILE;
    return (await binding.handler(contract.input.parse(input), { actor, requestId: newId() }, extras)) as never;
  };
  return {
    attempt,
    async call(contract, input, actor, file) {
      const result = await attempt(contract, input, actor, file);
      if (result.ok) return result.value;
      throw new Error(
        `${contract.meta.name} by ${actor.name}: ${result.code} ${JSON.stringify({ fields: result.fields, detail: result.detail })}`,
      );
    },
  };
}

/** Who somebody is that comes without a session: a customer who opens a link. */
export const nobody = (): Actor => ({
  ...systemOrigin('demo', '').actor,
  kind: 'customer',
  id: '',
  name: '客户',
  roles: [],
  scope: { regions: [], outletId: null, orderId: null },
});
