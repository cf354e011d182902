import type { Contract } from '@mingdan/shared/contracts/define';
import type { RefusalCode } from '@mingdan/shared/contracts/refusals';
import type { Result } from '@mingdan/shared/kernel/result';
import type * as z from 'zod';
import type { Origin } from '../actor.ts';
import type { SessionInfo } from './ports.ts';

/** What a handler may want beside its input; most do not. */
export interface RequestExtras {
  /** Null for public operations. */
  readonly session: SessionInfo | null;
  /** The body of an operation with `body: 'octets'`; empty for all others. */
  readonly file: { readonly bytes: Buffer; readonly type: string };
  /** Answers with a cleared session cookie; for logout. */
  dropSessionCookie(): void;
}

/** A contract with the code behind it, ready to be mounted. Made by `route` only. */
export interface RouteBinding {
  readonly contract: Contract;
  readonly handler: (input: unknown, origin: Origin, extras: RequestExtras) => Promise<Result<unknown>>;
  /** It may begin while its session is still looked up (`early.ts`): it reads and does nothing else. */
  readonly readsEarly?: true;
}

/**
 * Binds a use case to its contract. Does not compile when the use case can refuse with a code that the contract does not list or answers with
 * something else than the contract's output.
 */
export function route<Input extends z.ZodType, Output extends z.ZodType, Codes extends RefusalCode>(
  contract: Contract<Input, Output, Codes>,
  handler: (input: z.output<Input>, origin: Origin, extras: RequestExtras) => Promise<Result<z.input<Output>, NoInfer<Codes>>>,
): RouteBinding {
  return { contract, handler: handler as RouteBinding['handler'] };
}

/** The same for what is asked all the time and only reads: it begins with the rights of the last request, and is told only if they are the same. */
export function readsEarly(binding: RouteBinding): RouteBinding {
  const { meta } = binding.contract;
  if (meta.method !== 'GET' || meta.permission === 'public') throw new Error(`${meta.name} is no read of somebody’s`);
  return { ...binding, readsEarly: true };
}
