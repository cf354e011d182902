import { freePorts } from '../../../scripts/services/ports.ts';

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  return port!;
}
