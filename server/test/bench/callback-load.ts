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

/**
 * Different messages, sealed beforehand: encrypting is WeCom's work. `text`: words of a member, which nobody hears yet, so that receiving, storing and
 * acknowledging is all there is to do. `click`: a button of a card, of which two capabilities hear.
 */
export function sealedMessages(kind: 'text' | 'click', count: number): readonly SealedRequest[] {
  const seconds = Math.floor(Date.now() / 1000);
  const common =
    `<ToUserName><![CDATA[${APP.corpId}]]></ToUserName><FromUserName><![CDATA[zhang.wei]]></FromUserName><CreateTime>${seconds}</CreateTime>` +
    `<AgentID>${APP.agentId}</AgentID>`;
  return Array.from({ length: count }, () => {
    const id = newId();
    const own =
      kind === 'text'
        ? `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[师傅已经到小区门口了，请问停车位怎么走]]></Content><MsgId><![CDATA[${id}]]></MsgId>`
        : `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[accept]]></EventKey>` +
          `<TaskId><![CDATA[offer_${id}]]></TaskId><CardType><![CDATA[button_interaction]]></CardType><ResponseCode><![CDATA[${id}${id}]]></ResponseCode>`;
    return sealEvent(APP, `<xml>${common}${own}</xml>`, seconds);
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
