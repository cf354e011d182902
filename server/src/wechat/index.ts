import type { Capability } from '../platform/capability.ts';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import type { Pauses, TokenStore } from '../wecom/index.ts';
import { createWechatApi, type WechatApi, type WechatApp } from './clients/api.ts';
import { type Credits, createCredits } from './credits.ts';
import { wechatMigrations } from './store/credits.ts';

export type { AccountTemplate, SubscribeMessage, WechatApi } from './clients/api.ts';
export type { Credits, SubscribeAnswer } from './credits.ts';

export interface Wechat extends Capability {
  /** Null while no mini-program is configured. */
  readonly remote: WechatApi | null;
  readonly appId: string | null;
  readonly credits: Credits;
}

export interface WechatDeps {
  readonly crypto: FieldCrypto;
  readonly app: WechatApp | null;
  readonly tokens: TokenStore;
  readonly pauses: Pauses;
}

/** The glue to the WeChat mini-program 微信小程序. */
export function createWechat({ crypto, app, tokens, pauses }: WechatDeps): Wechat {
  return {
    name: 'wechat',
    migrations: wechatMigrations,
    remote: app && createWechatApi({ app, tokens, pauses }),
    appId: app?.appId ?? null,
    credits: createCredits(crypto),
  };
}
