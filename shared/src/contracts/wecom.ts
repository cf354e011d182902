import * as z from 'zod';
import { epochMs } from './common.ts';
import { defineContract } from './define.ts';
import { jssdkSignatureMeta, wecomSelfCheckMeta } from './wecom.meta.ts';

export const jssdkSignature = defineContract(jssdkSignatureMeta, {
  input: z.strictObject({ url: z.url().max(2048), kind: z.enum(['corp', 'agent']) }),
  output: z.object({ corpId: z.string(), agentId: z.string(), timestamp: z.number().int(), nonceStr: z.string(), signature: z.string() }),
  refusals: ['request.forbidden', 'request.busy'],
});
/** What the self-check looks at, in the order in which one sets an app up. */
export const WECOM_CHECKS = [
  'app',
  'publicUrl',
  'token',
  'callback',
  'members',
  'contacts',
  'corpTicket',
  'agentTicket',
  'miniProgram',
] as const;

export const wecomSelfCheck = defineContract(wecomSelfCheckMeta, {
  input: z.strictObject({}),
  output: z.object({
    checkedAt: epochMs,
    checks: z.array(
      z.object({
        key: z.enum(WECOM_CHECKS),
        /** `warn`: works, but not as it should in earnest. `skipped`: an earlier check must pass first, or the part is not configured. */
        state: z.enum(['ok', 'warn', 'fail', 'skipped']),
        /** What was found, by number or address; never a secret. */
        found: z.string().nullable(),
        /** WeCom's code where it refused. */
        errcode: z.number().int().nullable(),
        /** Why it is so; the screen has the sentence with what to do. */
        reason: z.enum([
          'fine',
          'not_configured',
          'not_https',
          'local_address',
          'refused',
          'no_answer',
          'never_called',
          'called_long_ago',
          'nobody',
          'after_token',
        ]),
      }),
    ),
  }),
});
export type WecomSelfCheck = z.output<typeof wecomSelfCheck.output>;
export type JssdkSignatureOutput = z.output<typeof jssdkSignature.output>;
