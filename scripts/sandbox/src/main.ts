import { readFile } from 'node:fs/promises';
import type { PeopleOptions } from './corp/people.ts';
import type { CorpSettings } from './corp/settings.ts';
import { type SandboxOptions, startSandbox } from './sandbox.ts';

const SETTINGS: readonly (readonly [keyof CorpSettings, string])[] = [
  ['corpId', 'WECOM_CORP_ID'],
  ['secret', 'WECOM_SECRET'],
  ['token', 'WECOM_TOKEN'],
  ['aesKey', 'WECOM_AES_KEY'],
  ['wechatAppId', 'WECHAT_APP_ID'],
  ['wechatSecret', 'WECHAT_SECRET'],
];

function port(value: string, name: string): number {
  const parsed = Number(value);
  if (!Number.isInteger(parsed) || parsed < 0 || parsed > 65_535) throw new Error(`${name} is no port: ${value}`);
  return parsed;
}

/** Options from the environment; see docs/design/sandbox.md. */
async function readOptions(env: NodeJS.ProcessEnv): Promise<SandboxOptions> {
  const settings: Partial<CorpSettings> = Object.fromEntries(SETTINGS.flatMap(([key, name]) => (env[name] ? [[key, env[name]]] : [])));
  if (env['WECOM_AGENT_ID']) settings.agentId = Number(env['WECOM_AGENT_ID']);
  const phones = (env['SANDBOX_PHONE_PORTS'] ?? '8091,8092,8093').split(',').map((one) => port(one, 'SANDBOX_PHONE_PORTS'));
  const [staff, installer, customer] = phones;
  if (staff === undefined || installer === undefined || customer === undefined) throw new Error('SANDBOX_PHONE_PORTS needs three ports');
  const peopleFile = env['SANDBOX_PEOPLE_FILE'];
  const people = peopleFile ? (JSON.parse(await readFile(peopleFile, 'utf8')) as PeopleOptions) : undefined;
  return {
    port: port(env['SANDBOX_PORT'] ?? '8090', 'SANDBOX_PORT'),
    phonePorts: [staff, installer, customer],
    serverUrl: env['PUBLIC_URL'] ?? `http://127.0.0.1:${env['PORT'] ?? '8080'}`,
    settings,
    demoTalk: people === undefined,
    ...(people ? { people } : {}),
    ...(env['SANDBOX_SETTINGS_FILE'] ? { settingsFile: env['SANDBOX_SETTINGS_FILE'] } : {}),
    ...(env['SANDBOX_STATE_FILE'] ? { stateFile: env['SANDBOX_STATE_FILE'] } : {}),
    onProblem: (words) => void process.stderr.write(`sandbox: ${words}\n`),
    ...(env['SANDBOX_TRUSTED_HOSTS'] ? { trustedHosts: env['SANDBOX_TRUSTED_HOSTS'].split(',') } : {}),
  };
}

/** Starts, says where, and ends with a signal. A taken port or a bad setting is one line, not a stack. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(await readOptions(process.env));
  const settings = process.env['SANDBOX_SETTINGS_FILE'] ?? sandbox.env;
  process.stdout.write(`${JSON.stringify({ listening: sandbox.urls, settings })}\n`);
  // what is kept has been written when the sandbox has stopped
  const stop = (): void => void sandbox.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
