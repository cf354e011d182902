import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/**
 * What the line does. `pass`: forwards at once. `refuse`: resets connections, old and new. `black_hole`: accepts and swallows everything, as a
 * half-open line does.
 */
export type LineState = 'pass' | 'refuse' | 'black_hole';

/** A TCP line whose faults a test switches on and off. */
export interface FaultProxy {
  readonly port: number;
  set(state: LineState): void;
  /** Delays every chunk in both directions; 0 forwards at once. */
  delay(ms: number): void;
  /** Resets the next connection after it has carried so many bytes of answers. */
  cutAnswersAfter(bytes: number): void;
  close(): Promise<void>;
}

/** Opens a line to a port of this machine. */
export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let state: LineState = 'pass';
  let delayMs = 0;
  let cutAfter: number | null = null;
  const sockets = new Set<Socket>();

  const keep = (socket: Socket): void => {
    socket.setNoDelay(true);
    sockets.add(socket);
    // a reset line reports itself on both ends; that is the fault the test asked for
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };

  const forward = (from: Socket, to: Socket, isAnswer: boolean): void => {
    let carried = 0;
    from.on('data', (chunk) => {
      if (state === 'black_hole') return;
      carried += chunk.length;
      if (isAnswer && cutAfter !== null && carried > cutAfter) {
        cutAfter = null;
        from.destroy();
        to.resetAndDestroy();
        return;
      }
      // straight through when there is no delay: a timer per chunk costs milliseconds
      if (delayMs === 0) to.write(chunk);
      else setTimeout(() => to.write(chunk), delayMs);
    });
    from.on('close', () => to.destroy());
  };

  const server = createServer((client) => {
    keep(client);
    if (state === 'refuse') {
      client.resetAndDestroy();
      return;
    }
    const target = createConnection({ port: targetPort, host: '127.0.0.1' });
    keep(target);
    forward(client, target, false);
    forward(target, client, true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      state = next;
      if (next === 'refuse') for (const socket of sockets) socket.resetAndDestroy();
    },
    delay: (ms) => {
      delayMs = ms;
    },
    cutAnswersAfter: (bytes) => {
      cutAfter = bytes;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
