import { isAbsolute, join, resolve } from 'node:path';
import * as z from 'zod';

/** Names of the wrong settings, never their values: a secret must not reach a log by way of an error. */
export class ConfigError extends Error {
  readonly settings: readonly string[];
  constructor(problems: readonly { setting: string; problem: string }[]) {
    super(`Wrong settings:\n${problems.map(({ setting, problem }) => `  ${setting}: ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.settings = problems.map(({ setting }) => setting);
  }
}

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .transform((text) => text.replace(/\/+$/, ''))
  .optional();
const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .refine((text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ''), 'must be an origin: scheme, host and port only')
  .transform((text) => new URL(text).origin);
const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must lie between ${min} and ${max}`);

/** The settings as they stand in the environment. Everything is optional: `npm start` needs none. */
const settings = z.object({
  PORT: whole(0, 65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: origin.optional(),
  H5_ORIGINS: z.string().default('').transform(list).pipe(z.array(origin)),
  TRUSTED_PROXY_HOPS: whole(0, 8).default(0),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  RATE_LIMIT_PER_MINUTE: whole(1, 9_999_999).default(1200),
  DATABASE_URL: z.url({ protocol: /^mysql$/, error: 'must be a mysql:// URL' }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' }).optional(),
  DATA_DIR: z.string().default('.data'),
  FILES_DIR: z.string().optional(),
  MASTER_KEY: z
    .string()
    .transform(list)
    .pipe(z.array(z.string().refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64')).min(1))
    .optional(),
  WECOM_API_BASE: baseUrl,
  WECOM_OAUTH_BASE: baseUrl,
  WECOM_LOGIN_BASE: baseUrl,
  WECOM_CORP_ID: z.string().min(1).optional(),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d{1,12}$/, 'must be a number')
    .optional(),
  WECOM_SECRET: z.string().min(1).optional(),
  WECOM_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, 'must have at most 32 letters and digits')
    .optional(),
  WECOM_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, 'must have 43 letters and digits')
    .optional(),
  WECHAT_API_BASE: baseUrl,
  WECHAT_APP_ID: z.string().min(1).optional(),
  WECHAT_SECRET: z.string().min(1).optional(),
  ADMIN_USERIDS: z.string().default('').transform(list),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  FAULT: z.string().optional(),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
});
type Settings = z.output<typeof settings>;

/** The WeCom app 自建应用 that this deployment belongs to. */
export interface WecomConfig {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly token: string;
  readonly aesKey: string;
  readonly apiBase: string;
  readonly oauthBase: string;
  readonly loginBase: string;
}

/** Everything that may differ between two deployments, checked, grouped by who reads it, and frozen. */
export interface Config {
  readonly mode: 'production' | 'development' | 'test';
  readonly dataDir: string;
  readonly http: {
    readonly host: string;
    /** 0: any free port. */
    readonly port: number;
    /** Origin under which people reach this server; null: whatever port it listens on, on this machine. */
    readonly publicUrl: string | null;
    /** Other origins whose pages may call the API with a bearer. */
    readonly h5Origins: readonly string[];
    /** How many proxies of ours stand in front; so many entries at the end of X-Forwarded-For are believed. */
    readonly trustedProxyHops: number;
    /** Opens /metrics beyond this machine. */
    readonly metricsToken: string | null;
    /** Requests per minute and session (without one: a quarter of it per address). */
    readonly rateLimitPerMinute: number;
  };
  readonly database: { readonly url: string | null; readonly sqliteFile: string };
  readonly redis: { readonly url: string | null };
  readonly keys: {
    /** Base64; the first is current, the others still open what they once closed. Null: the file decides. */
    readonly master: readonly string[] | null;
    readonly file: string;
  };
  readonly files: { readonly dir: string };
  readonly wecom: WecomConfig | null;
  readonly wechat: { readonly appId: string; readonly secret: string; readonly apiBase: string } | null;
  readonly identity: { readonly adminUserids: readonly string[] };
  readonly log: { readonly level: Settings['LOG_LEVEL'] };
  /** Where a test wants the process to die; null otherwise. */
  readonly fault: string | null;
}

/** Settings that only make sense together. */
const GROUPS: readonly { readonly needs: readonly (keyof Settings)[] }[] = [
  { needs: ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY'] },
  { needs: ['WECHAT_APP_ID', 'WECHAT_SECRET'] },
];

/**
 * Reads the settings once, at boot; nothing else in the product looks at the environment.
 *
 * @param env  the process's environment, or a test's; an empty value counts as absent
 * @param base folder that relative paths are resolved from
 * @throws ConfigError naming every wrong setting, without values
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, base: string): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settings.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ setting: String(issue.path[0]), problem: issue.message.replace(/, received .*$/, '') }));
  for (const { needs } of GROUPS) {
    const missing = needs.filter((name) => present[name] === undefined);
    if (missing.length > 0 && missing.length < needs.length)
      problems.push(
        ...missing.map((name) => ({
          setting: name,
          problem: `is needed with ${needs.filter((other) => !missing.includes(other)).join(', ')}`,
        })),
      );
  }
  const firstOfEach = problems.filter(({ setting }, index) => problems.findIndex((other) => other.setting === setting) === index);
  if (!parsed.success || problems.length > 0) throw new ConfigError(firstOfEach);
  return freeze(group(parsed.data, base));
}

function group(s: Settings, base: string): Config {
  const path = (text: string): string => (isAbsolute(text) ? text : resolve(base, text));
  const dataDir = path(s.DATA_DIR);
  return {
    mode: s.NODE_ENV,
    dataDir,
    http: {
      host: s.HOST,
      port: s.PORT,
      publicUrl: s.PUBLIC_URL ?? null,
      h5Origins: s.H5_ORIGINS,
      trustedProxyHops: s.TRUSTED_PROXY_HOPS,
      metricsToken: s.METRICS_TOKEN ?? null,
      rateLimitPerMinute: s.RATE_LIMIT_PER_MINUTE,
    },
    database: { url: s.DATABASE_URL ?? null, sqliteFile: join(dataDir, 'mingdan.sqlite') },
    redis: { url: s.REDIS_URL ?? null },
    keys: { master: s.MASTER_KEY ?? null, file: join(dataDir, 'master.key') },
    files: { dir: s.FILES_DIR === undefined ? join(dataDir, 'files') : path(s.FILES_DIR) },
    wecom: wecomOf(s),
    wechat:
      s.WECHAT_APP_ID === undefined || s.WECHAT_SECRET === undefined
        ? null
        : { appId: s.WECHAT_APP_ID, secret: s.WECHAT_SECRET, apiBase: s.WECHAT_API_BASE ?? 'https://api.weixin.qq.com' },
    identity: { adminUserids: s.ADMIN_USERIDS },
    log: { level: s.LOG_LEVEL },
    fault: s.FAULT ?? null,
  };
}

function wecomOf(s: Settings): WecomConfig | null {
  if (s.WECOM_CORP_ID === undefined) return null;
  return {
    corpId: s.WECOM_CORP_ID,
    agentId: s.WECOM_AGENT_ID!,
    secret: s.WECOM_SECRET!,
    token: s.WECOM_TOKEN!,
    aesKey: s.WECOM_AES_KEY!,
    apiBase: s.WECOM_API_BASE ?? 'https://qyapi.weixin.qq.com',
    oauthBase: s.WECOM_OAUTH_BASE ?? 'https://open.weixin.qq.com',
    loginBase: s.WECOM_LOGIN_BASE ?? 'https://login.work.weixin.qq.com',
  };
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
