import * as z from 'zod';
import type { Probe, Probed } from '../usecases/self-check.ts';
import type { WecomApi } from './api.ts';
import { WecomError } from './errors.ts';

const departments = z.looseObject({ department_id: z.array(z.unknown()) });
const followers = z.looseObject({ follow_user: z.array(z.unknown()) });

/** The self-check's calls: they read and change nothing. */
export function createProbe(api: WecomApi): Probe {
  return {
    token: () => probing(() => api.accessToken()),
    members: () => probing(async () => (await api.call('GET', '/cgi-bin/department/simplelist', {}, departments)).department_id.length),
    contacts: () =>
      probing(async () => (await api.call('GET', '/cgi-bin/externalcontact/get_follow_user_list', {}, followers)).follow_user.length),
    corpTicket: () => probing(() => api.ticket('corp')),
    agentTicket: () => probing(() => api.ticket('agent')),
  };
}

async function probing(call: () => Promise<number | string>): Promise<Probed> {
  try {
    const found = await call();
    return typeof found === 'number' ? { ok: true, count: found } : { ok: true };
  } catch (error) {
    if (error instanceof WecomError) return { ok: false, errcode: error.errcode };
    throw error;
  }
}
