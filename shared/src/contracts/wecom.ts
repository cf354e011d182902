import * as z from 'zod';
import { defineContract } from './define.ts';
import { jssdkSignatureMeta } from './wecom.meta.ts';

export const jssdkSignature = defineContract(jssdkSignatureMeta, {
  input: z.strictObject({ url: z.url().max(2048), kind: z.enum(['corp', 'agent']) }),
  output: z.object({ corpId: z.string(), agentId: z.string(), timestamp: z.number().int(), nonceStr: z.string(), signature: z.string() }),
  refusals: ['request.forbidden', 'request.busy'],
});
export type JssdkSignatureOutput = z.output<typeof jssdkSignature.output>;
