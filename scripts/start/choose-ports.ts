import { isFree } from '../services/ports.ts';

/** The ports of one running product. */
export interface Ports {
  readonly server: number;
  readonly sandbox: number;
  /** Staff, installer, customer: each phone is an origin of its own. */
  readonly phones: readonly [number, number, number];
}

/** A port that the user named is in use, or what they named is no port. */
export class PortError extends Error {}

const DEFAULTS = { PORT: 8080, SANDBOX_PORT: 8090, SANDBOX_PHONE_PORTS: [8091, 8092, 8093] } as const;
/** How far from the default to look before giving up. */
const REACH = 200;

/**
 * Default ports, each replaced by the next free one when it is taken (which is said). A port named in the environment is used or refused.
 *
 * @param withSandbox false leaves the sandbox's ports unchecked: nobody will listen there
 * @throws PortError naming setting and port
 */
export async function choosePorts(
  env: Readonly<Record<string, string | undefined>>,
  withSandbox: boolean,
  say: (line: string) => void,
  free: (port: number) => Promise<boolean> = isFree,
): Promise<Ports> {
  const chosen = new Set<number>();
  const pick = async (setting: string, what: string, usual: number, named: string | undefined): Promise<number> => {
    const port = named === undefined || named === '' ? await next(what, usual) : await exactly(setting, named);
    chosen.add(port);
    return port;
  };
  const next = async (what: string, usual: number): Promise<number> => {
    for (let port = usual; port < usual + REACH; port += 1) {
      if (chosen.has(port) || reserved(port, usual) || !(await free(port))) continue;
      if (port !== usual) say(`端口 ${usual} 已被占用，${what}改用 ${port}。Port ${usual} is taken; using ${port}.`);
      return port;
    }
    throw new PortError(`no free port between ${usual} and ${usual + REACH}`);
  };
  const exactly = async (setting: string, named: string): Promise<number> => {
    const port = /^\d{1,5}$/.test(named.trim()) ? Number(named) : Number.NaN;
    if (!(port >= 1 && port <= 65_535)) throw new PortError(`${setting}=${named} 不是端口号。${setting}=${named} is not a port.`);
    if (chosen.has(port) || !(await free(port))) {
      throw new PortError(
        `端口 ${port}（${setting}）已被占用。Port ${port} from ${setting} is taken: stop the program that listens there, or name another.`,
      );
    }
    return port;
  };

  const server = await pick('PORT', '服务', DEFAULTS.PORT, env['PORT']);
  if (!withSandbox) return { server, sandbox: DEFAULTS.SANDBOX_PORT, phones: [...DEFAULTS.SANDBOX_PHONE_PORTS] };
  const sandbox = await pick('SANDBOX_PORT', '沙箱', DEFAULTS.SANDBOX_PORT, env['SANDBOX_PORT']);
  const named = (env['SANDBOX_PHONE_PORTS'] ?? '').split(',').filter((part) => part.trim() !== '');
  const phone = (index: number) => pick('SANDBOX_PHONE_PORTS', `手机 ${index + 1} `, DEFAULTS.SANDBOX_PHONE_PORTS[index]!, named[index]);
  return { server, sandbox, phones: [await phone(0), await phone(1), await phone(2)] };
}

/** A replacement does not sit on another part's usual port. */
function reserved(port: number, usual: number): boolean {
  return port !== usual && [DEFAULTS.PORT, DEFAULTS.SANDBOX_PORT, ...DEFAULTS.SANDBOX_PHONE_PORTS].some((other) => other === port);
}
