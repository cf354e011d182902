import type { Phone } from './phones.ts';

const ANDROID = 'Mozilla/5.0 (Linux; Android 14; SM-S9180 Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0';
const BROWSER = 'Chrome/126.0.6478.188 Mobile Safari/537.36';

/** What the client's web view calls itself. `@wecom/jssdk` decides by `wxwork` and `MicroMessenger` whether it is inside one. */
export function userAgentOf(client: Phone['client']): string {
  return client === 'wecom'
    ? `${ANDROID} ${BROWSER} wxwork/4.1.36 MicroMessenger/7.0.1 NetType/WIFI Language/zh Lang/zh ColorScheme/Light`
    : `${ANDROID} ${BROWSER} MMWEBID/4821 MicroMessenger/8.0.50.2701 WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`;
}
