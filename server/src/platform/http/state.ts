import type Router from '@koa/router';
import type { Context } from 'koa';

/** What the outer steps leave for the inner ones, and for raw endpoints. */
export interface HttpState {
  /** Ours, never the client's: correlates the answer, the logs and the audit trail. */
  requestId: string;
  /** Address of the client, through trusted proxies only. For limits and logs of refusals. */
  clientAddress: string;
  /** Name of the contract or a fixed label, for logs and metrics; addresses hold ids. */
  route: string;
}

/** Where capabilities hang endpoints that are no contract: callbacks of platforms, login redirects. */
export type RawRouter = Router<HttpState>;
export type HttpContext = Context & { state: HttpState };
