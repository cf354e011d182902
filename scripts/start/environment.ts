import type { Ports } from './choose-ports.ts';
import type { SandboxIdentity } from './sandbox-identity.ts';

/** Every address of a product on this machine, without a trailing slash. */
export interface Addresses {
  readonly server: string;
  readonly sandbox: string;
  readonly staffPhone: string;
  readonly installerPhone: string;
  readonly customerPhone: string;
}

export function addressesOf(ports: Ports): Addresses {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const [staff, installer, customer] = ports.phones;
  return {
    server: at(ports.server),
    sandbox: at(ports.sandbox),
    staffPhone: at(staff),
    installerPhone: at(installer),
    customerPhone: at(customer),
  };
}

/** What tells a server to use the sandbox in place of the live platforms: base addresses and secrets, nothing else. */
export function serverEnvironment(ports: Ports, identity: SandboxIdentity): Record<string, string> {
  const { server, sandbox, staffPhone, installerPhone, customerPhone } = addressesOf(ports);
  return {
    ...identity,
    PORT: String(ports.server),
    PUBLIC_URL: server,
    H5_ORIGINS: [staffPhone, installerPhone, customerPhone].join(','),
    WECOM_API_BASE: sandbox,
    WECOM_OAUTH_BASE: sandbox,
    WECOM_LOGIN_BASE: sandbox,
    WECHAT_API_BASE: sandbox,
    ADMIN_USERIDS: 'admin',
  };
}

/**
 * The other side of the same acquaintance.
 *
 * @param stateFile where the sandbox keeps chats, cards and phones over restarts
 */
export function sandboxEnvironment(ports: Ports, identity: SandboxIdentity, stateFile?: string): Record<string, string> {
  return {
    ...identity,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_PHONE_PORTS: ports.phones.join(','),
    PUBLIC_URL: addressesOf(ports).server,
    ...(stateFile === undefined ? {} : { SANDBOX_STATE_FILE: stateFile }),
  };
}
