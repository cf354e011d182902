import { randomBytes } from 'node:crypto';
import { randomText } from '../random.ts';

/** What an administrator would copy from the two platforms' consoles into the server's settings. */
export interface CorpSettings {
  corpId: string;
  agentId: number;
  /** Secret of the self-built app (自建应用). */
  secret: string;
  /** Token of the app's callback (接收消息). */
  token: string;
  /** EncodingAESKey of the app's callback: exactly 43 letters and digits. */
  aesKey: string;
  /** WeChat mini-program (微信小程序). */
  wechatAppId: string;
  wechatSecret: string;
}

/** Fresh settings in the platforms' shapes; `given` wins over what is generated. */
export function completeSettings(given: Partial<CorpSettings> = {}): CorpSettings {
  return {
    corpId: given.corpId ?? `ww${randomBytes(8).toString('hex')}`,
    agentId: given.agentId ?? 1000002,
    secret: given.secret ?? randomText(43),
    token: given.token ?? randomText(22),
    aesKey: given.aesKey ?? randomText(43),
    wechatAppId: given.wechatAppId ?? `wx${randomBytes(8).toString('hex')}`,
    wechatSecret: given.wechatSecret ?? randomBytes(16).toString('hex'),
  };
}
