import type { Contract } from '@mingdan/shared/contracts/define';
import { REFUSALS, type RefusalCode } from '@mingdan/shared/contracts/refusals';
import * as z from 'zod';

/** Refusals that any operation may answer with, so contracts do not list them. */
const COMMON: readonly RefusalCode[] = ['request.malformed', 'request.invalid', 'request.too_many', 'request.busy'];
const WITH_SESSION: readonly RefusalCode[] = ['request.unauthenticated', 'request.forbidden'];
const WITH_KEY: readonly RefusalCode[] = ['idempotency.key_missing', 'idempotency.in_progress', 'idempotency.other_body'];

type Json = Record<string, unknown>;

/** OpenAPI 3.1, made from the contracts and nothing else. */
export function createOpenApi(contracts: readonly Contract[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const contract of contracts) {
    const path = `/api${contract.meta.path.replace(/:([A-Za-z][A-Za-z0-9]*)/g, '{$1}')}`;
    paths[path] ??= {};
    paths[path][contract.meta.method.toLowerCase()] = operationOf(contract);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '明单 Mingdan',
      version,
      description: '每一分钱都说得清的企业微信工单。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    'x-refusals': REFUSALS,
    tags: [...new Set(contracts.map(({ meta }) => tagOf(meta.name)))].sort().map((name) => ({ name })),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: '手机端令牌' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'mingdan_session',
          description: '管理后台会话；写操作另需 X-CSRF-Token 与同源 Origin',
        },
      },
      schemas: { Problem: PROBLEM },
    },
  };
}

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457 问题说明；code 为登记过的拒绝码',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    detail: { type: 'object' },
  },
};

function operationOf(contract: Contract): Json {
  const { meta } = contract;
  const isPublic = meta.permission === 'public';
  const keyed = meta.method !== 'GET' && !isPublic && meta.idempotency !== 'none';
  const { parameters, body } = inputOf(contract);
  if (keyed)
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: '客户端生成的 ULID，重试用同一个',
      schema: { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{26}$' },
    });

  return {
    operationId: meta.name,
    summary: meta.summary,
    tags: [tagOf(meta.name)],
    'x-permission': meta.permission,
    'x-subject': meta.subject,
    security: isPublic ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters,
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      200: { description: '成功', content: { 'application/json': { schema: schemaOf(contract.output, 'output') } } },
      ...refusalResponses([...COMMON, ...(isPublic ? [] : WITH_SESSION), ...(keyed ? WITH_KEY : []), ...contract.refusals]),
    },
  };
}

function refusalResponses(codes: readonly RefusalCode[]): Json {
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) byStatus.set(REFUSALS[code], (byStatus.get(REFUSALS[code]) ?? new Set()).add(code));
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, held]) => [
        status,
        {
          description: [...held].join(' · '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
  );
}

function inputOf(contract: Contract): { parameters: Json[]; body: Json | undefined } {
  const { meta } = contract;
  const inPath = new Set([...meta.path.matchAll(/:([A-Za-z][A-Za-z0-9]*)/g)].map((match) => match[1]!));
  const schema = schemaOf(contract.input, 'input') as { properties?: Record<string, Json>; required?: string[] };
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required ?? []);
  const hasJson = (meta.method === 'POST' || meta.method === 'PUT') && meta.body !== 'octets';

  const parameters = properties
    .filter(([name]) => inPath.has(name) || !hasJson)
    .map(([name, held]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || required.has(name),
      schema: held,
    }));
  if (meta.body === 'octets')
    return {
      parameters,
      body: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    };
  if (!hasJson) return { parameters, body: undefined };

  const rest = properties.filter(([name]) => !inPath.has(name));
  const bodySchema = {
    type: 'object',
    properties: Object.fromEntries(rest),
    required: rest.map(([name]) => name).filter((name) => required.has(name)),
    additionalProperties: false,
  };
  return { parameters, body: { required: rest.length > 0, content: { 'application/json': { schema: bodySchema } } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline', cycles: 'ref' }) as Json;
  return json;
}

function tagOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
