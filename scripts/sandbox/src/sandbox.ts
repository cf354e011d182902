import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallbackSender, createCallbackSender } from './callbacks/sender.ts';
import { createClock } from './clock.ts';
import type { ControlParts } from './control/control.ts';
import { type Actions, createActions } from './corp/actions.ts';
import { beginDemoTalk } from './corp/demo-talk.ts';
import type { PeopleOptions } from './corp/people.ts';
import { type CorpSettings, completeSettings } from './corp/settings.ts';
import { createWorld, type World } from './corp/world.ts';
import { Faults } from './faults.ts';
import { createMainApp } from './http.ts';
import { restoreState, stateOf } from './kept-state.ts';
import { type AppPages, DEFAULT_PAGES, PHONE_NAMES, type PhoneName, Phones } from './phones/phones.ts';
import { createPhoneListener } from './phones/server.ts';
import { readSettingsFile, writeSettingsFile } from './settings-file.ts';
import { createStateKeeper, readStateFile } from './state-file.ts';

export interface SandboxOptions {
  /** Main port; 0 takes a free one. */
  port?: number;
  /** Ports of the staff's, installer's and customer's phone; 0 takes a free one. */
  phonePorts?: readonly [number, number, number];
  host?: string;
  /** The server under test; may be set later with `setServerUrl`. */
  serverUrl?: string;
  /** Path of the server's callback; null: the app has none and interactive cards are refused. */
  callbackPath?: string | null;
  settings?: Partial<CorpSettings>;
  people?: PeopleOptions;
  /** JSON file that keeps the settings over restarts and holds the server's environment. */
  settingsFile?: string;
  /** JSON file that keeps chats, cards and phones over restarts; without one they are gone with the process. */
  stateFile?: string;
  /** What went wrong with that file, for whoever reads the program's output. */
  onProblem?: (words: string) => void;
  /** More hosts (with port) that logins may return to. */
  trustedHosts?: readonly string[];
  pages?: Partial<AppPages>;
  /** Begin with the first words of the demo's customers, so that there is something to answer. */
  demoTalk?: boolean;
  /** The platform's five seconds; tests shorten them. Milliseconds. */
  callbackTimeoutMs?: number;
  callbackRetryGapMs?: number;
  /** Ask the callback URL to prove itself as soon as the server answers. Default true. */
  verifyCallback?: boolean;
}

export interface SandboxUrls {
  /** Base of every platform call and the page with the three phones. */
  api: string;
  staff: string;
  installer: string;
  customer: string;
}

/** A running sandbox. */
export interface Sandbox {
  urls: SandboxUrls;
  settings: CorpSettings;
  /** The server's settings that lead it here. */
  env: Record<string, string>;
  state: World;
  phones: Phones;
  /** What people do: the same acts as the control calls. */
  control: Actions & Pick<CallbackSender, 'replay' | 'verify' | 'records'> & { faults: Faults };
  setServerUrl(url: string): void;
  stop(): Promise<void>;
}

const DEFAULT_SERVER = 'http://127.0.0.1:8080';

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts the stand-in for WeCom and WeChat on four ports. @throws when a port is taken */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const kept = options.settingsFile ? await readSettingsFile(options.settingsFile) : {};
  const settings = completeSettings({ ...kept, ...options.settings });
  const world = createWorld({ settings, clock: createClock(), ...(options.people ? { people: options.people } : {}) });
  const phones = new Phones(world, { serverUrl: DEFAULT_SERVER, pages: { ...DEFAULT_PAGES, ...options.pages } });
  const sender = createCallbackSender(world, {
    timeoutMs: options.callbackTimeoutMs ?? 5_000,
    verifyMs: 1_000,
    retryGapMs: options.callbackRetryGapMs ?? 500,
  });
  const actions = createActions(world, sender);
  const faults = new Faults();
  const tell = (words: string): void => {
    world.journal.add({ at: world.clock.wall(), kind: 'phone', name: '保存', ok: false, summary: words, ms: 0, detail: {} });
    options.onProblem?.(words);
  };
  const before = options.stateFile ? await readStateFile(options.stateFile, settings.corpId) : {};
  if (before.problem) tell(before.problem);
  if (before.state) restoreState(world, phones, before.state);
  else if (options.demoTalk) beginDemoTalk(actions, world.clock.wall());
  const keeper = options.stateFile ? createStateKeeper(options.stateFile, () => stateOf(world, phones), tell) : undefined;
  const stopKeeping = world.journal.listen((change) => {
    if (change === 'world') keeper?.changed();
  });

  const trust = (): void => {
    world.trustedHosts.clear();
    const origins = [phones.serverUrl, ...PHONE_NAMES.map((name) => phones.origin(name))];
    for (const origin of origins) {
      if (!URL.canParse(origin)) continue;
      const { host: named, port } = new URL(origin);
      world.trustedHosts.add(named).add(`localhost:${port}`).add(`127.0.0.1:${port}`);
    }
    for (const one of options.trustedHosts ?? []) world.trustedHosts.add(one);
  };
  const setServerUrl = (url: string): void => {
    phones.serverUrl = url.replace(/\/$/, '');
    const path = options.callbackPath === undefined ? '/wecom/callback' : options.callbackPath;
    world.callbackUrl = path === null ? null : phones.serverUrl + path;
    trust();
  };
  setServerUrl(options.serverUrl ?? DEFAULT_SERVER);

  const parts: ControlParts = { world, sender, actions, phones, faults, setServerUrl };
  const servers: Server[] = [];
  const open = async (listener: RequestListener, port: number): Promise<string> => {
    const server = createServer(listener);
    const taken = await listen(server, port, host);
    servers.push(server);
    return `http://${host}:${taken}`;
  };
  const stop = async (): Promise<void> => {
    sender.stop();
    await Promise.all(servers.map(close));
    stopKeeping();
    await keeper?.flush();
  };

  try {
    const api = await open(createMainApp(parts).callback(), options.port ?? 8090);
    const ports = options.phonePorts ?? [8091, 8092, 8093];
    for (const [index, name] of PHONE_NAMES.entries()) {
      phones.setOrigin(name, await open(createPhoneListener(parts, name), ports[index] ?? 0));
    }
    trust();
    const origin = (name: PhoneName): string => phones.origin(name);
    const env = environment(api, settings, PHONE_NAMES.map(origin));
    if (options.settingsFile) await writeSettingsFile(options.settingsFile, { settings, env });
    if (options.verifyCallback !== false) void sender.verifyWhenUp();
    return {
      urls: { api, staff: origin('staff'), installer: origin('installer'), customer: origin('customer') },
      settings,
      env,
      state: world,
      phones,
      control: { ...actions, replay: sender.replay, verify: sender.verify, records: sender.records, faults },
      setServerUrl,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server's settings for this sandbox. */
function environment(api: string, settings: CorpSettings, phoneOrigins: readonly string[]): Record<string, string> {
  return {
    WECOM_API_BASE: api,
    WECOM_OAUTH_BASE: api,
    WECOM_LOGIN_BASE: api,
    WECHAT_API_BASE: api,
    WECOM_CORP_ID: settings.corpId,
    WECOM_AGENT_ID: String(settings.agentId),
    WECOM_SECRET: settings.secret,
    WECOM_TOKEN: settings.token,
    WECOM_AES_KEY: settings.aesKey,
    WECHAT_APP_ID: settings.wechatAppId,
    WECHAT_SECRET: settings.wechatSecret,
    H5_ORIGINS: phoneOrigins.join(','),
    ADMIN_USERIDS: 'admin',
  };
}
