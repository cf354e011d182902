/** Where this program runs. On H5 read from the browser, in a mini-program from the client. */
import Taro from '@tarojs/taro';

export type Client = 'wecom' | 'wechat' | 'browser';

/** True in the H5 build. A constant at build time, so that the other platform's code falls away. */
export const IS_H5 = process.env.TARO_ENV === 'h5';

/** Which app shows us: WeCom 企业微信, WeChat 微信, or a plain browser. */
export function client(): Client {
  if (IS_H5) {
    const agent = navigator.userAgent.toLowerCase();
    if (agent.includes('wxwork')) return 'wecom';
    return agent.includes('micromessenger') ? 'wechat' : 'browser';
  }
  // WeCom's client names itself in a field that the types do not have
  const info = Taro.getSystemInfoSync() as { environment?: string };
  return info.environment === 'wxwork' ? 'wecom' : 'wechat';
}

/** Origin that the API lives at; empty where we are served by the server itself. */
export const API_ORIGIN = IS_H5 ? '' : TARO_APP_API;
