import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { type SealedRequest, sealEvent } from '../../../scripts/sandbox/src/callbacks/envelope.ts';
import { newId } from '../../src/platform/ids.ts';

/** The app that the callbacks are for. */
export const APP = {
  corpId: 'ww0123456789abcdef',
  agentId: 1000002,
  token: 'BenchToken0000000000',
  aesKey: randomBytes(33)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, 'x')
    .slice(0, 43),
};

/** Presses of buttons by different people, sealed beforehand: encrypting is WeCom's work. */
export function sealedClicks(count: number): readonly SealedRequest[] {
  const seconds = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, () => {
    const task = newId();
    const xml =
      `<xml><ToUserName><![CDATA[${APP.corpId}]]></ToUserName><FromUserName><![CDATA[zhang.wei]]></FromUserName><CreateTime>${seconds}</CreateTime>` +
      `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[accept]]></EventKey>` +
      `<TaskId><![CDATA[offer_${task}]]></TaskId><CardType><![CDATA[button_interaction]]></CardType>` +
      `<ResponseCode><![CDATA[${task}${task}]]></ResponseCode><AgentID>${APP.agentId}</AgentID></xml>`;
    return sealEvent(APP, xml, seconds);
  });
}

/** Sends them over so many connections, each with one request at a time. @returns how long each took, ms. @throws when one was not answered with 200 */
export async function sendAll(url: string, requests: readonly SealedRequest[], connections: number): Promise<readonly number[]> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const times: number[] = [];
  let next = 0;
  const connection = async (): Promise<void> => {
    for (let n = next++; n < requests.length; n = next++) {
      const { query, body } = requests[n]!;
      const began = performance.now();
      const answer = await pool.request({
        method: 'POST',
        path: `/wecom/callback?${query}`,
        headers: { 'content-type': 'text/xml' },
        body,
      });
      await answer.body.dump();
      times.push(performance.now() - began);
      if (answer.statusCode !== 200) throw new Error(`a callback was answered with ${answer.statusCode}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    await pool.close();
  }
  return times;
}
