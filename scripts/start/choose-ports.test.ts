import { describe, expect, test } from 'vitest';
import { choosePorts, PortError } from './choose-ports.ts';

function taken(...ports: number[]): (port: number) => Promise<boolean> {
  return async (port) => !ports.includes(port);
}

describe('ports of npm start', () => {
  test('the usual ones when they are free, without a word', async () => {
    const said: string[] = [];
    expect(await choosePorts({}, true, (line) => said.push(line), taken())).toEqual({
      server: 8080,
      sandbox: 8090,
      phones: [8091, 8092, 8093],
    });
    expect(said).toEqual([]);
  });

  test('a taken port is named and the next one is used', async () => {
    const said: string[] = [];
    const ports = await choosePorts({}, true, (line) => said.push(line), taken(8080, 8091));
    expect(ports).toEqual({ server: 8081, sandbox: 8090, phones: [8094, 8092, 8093] });
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('8080');
    expect(said[0]).toContain('8081');
  });

  test('a replacement never takes what another part was named', async () => {
    const ports = await choosePorts({ PORT: '8090' }, true, () => {}, taken());
    expect(new Set([ports.server, ports.sandbox, ...ports.phones]).size).toBe(5);
    expect(ports.server).toBe(8090);
  });

  test.each([
    ['PORT', { PORT: '9000' }],
    ['SANDBOX_PORT', { SANDBOX_PORT: '9000' }],
    ['SANDBOX_PHONE_PORTS', { SANDBOX_PHONE_PORTS: '9000' }],
  ])('a taken port from %s is refused by name', async (setting, env) => {
    const refused = choosePorts(env, true, () => {}, taken(9000));
    await expect(refused).rejects.toThrow(PortError);
    await expect(refused).rejects.toThrow(new RegExp(`9000.*${setting}`));
  });

  test.each(['abc', '0', '70000', '-1', '80.5'])('PORT=%s is no port', async (PORT) => {
    await expect(choosePorts({ PORT }, true, () => {}, taken())).rejects.toThrow(PortError);
  });

  test('without the sandbox its ports do not matter', async () => {
    const said: string[] = [];
    expect((await choosePorts({}, false, (line) => said.push(line), taken(8090, 8091))).server).toBe(8080);
    expect(said).toEqual([]);
  });
});
