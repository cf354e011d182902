import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { freePorts, isFree } from './ports.ts';

describe('ports of this machine', () => {
  test('the kernel deals different ones, and they are free', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
    for (const port of ports) expect(await isFree(port)).toBe(true);
  });

  test.each(['127.0.0.1', '0.0.0.0'])('one that somebody listens on at %s is not free', async (host) => {
    const [port] = await freePorts(1);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    expect(await isFree(port!)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isFree(port!)).toBe(true);
  });
});
