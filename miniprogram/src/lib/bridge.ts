import type { jssdkSignature } from '@mingdan/shared/contracts/wecom';
import { jssdkSignatureMeta } from '@mingdan/shared/contracts/wecom.meta';
import { call } from './api.ts';
import { within } from './deadline.ts';
import { client, IS_H5 } from './place.ts';

/** Milliseconds that WeCom's client may take for any of its calls; a client that was not asked by its own rules never answers at all. */
const DEADLINE_MS = 6_000;

/** A card as it appears in the chat. */
export interface ChatCard {
  readonly title: string;
  readonly text: string;
  readonly url: string;
}

/** The functions that the build keeps; see `register`. */
type Sdk = Pick<typeof import('@wecom/jssdk'), 'register' | 'getCurExternalContact' | 'sendChatMessage' | 'scanQRCode'>;

/** WeCom's own functions in a mini-program, of which we use two. */
interface Qy {
  getCurExternalContact(options: { success(result: { userId: string }): void; fail(error: unknown): void }): void;
  sendChatMessage(options: { msgtype: string; news?: object; miniprogram?: object; success(): void; fail(error: unknown): void }): void;
}

async function signatureFor(url: string, kind: 'corp' | 'agent') {
  const reply = await call<typeof jssdkSignature>(jssdkSignatureMeta, { url, kind });
  if (!reply.ok) throw new Error(reply.problem.code);
  return reply.value;
}

let ready: Promise<Sdk> | null = null;

async function register(): Promise<Sdk> {
  const here = window.location.href.split('#')[0] ?? '';
  // signed before the SDK asks, for it cannot say to itself that a signature was refused
  // written out, so that the mini-program's build leaves the SDK away
  const loading =
    process.env.TARO_ENV === 'h5'
      ? import(
          /* webpackChunkName: "wecom-jssdk", webpackExports: ["register", "getCurExternalContact", "sendChatMessage", "scanQRCode"] */ '@wecom/jssdk'
        )
      : Promise.reject<Sdk>(new Error('browser only'));
  const [sdk, first] = await Promise.all([loading, signatureFor(here, 'agent')]);
  sdk.register({
    corpId: first.corpId,
    agentId: first.agentId,
    jsApiList: ['getContext', 'getCurExternalContact', 'sendChatMessage', 'scanQRCode'],
    getAgentConfigSignature: async (url: string) => {
      const { timestamp, nonceStr, signature } = url === here ? first : await signatureFor(url, 'agent');
      return { timestamp, nonceStr, signature };
    },
  });
  return sdk;
}

/** The SDK, registered once per page; a failed try is tried anew next time. */
function sdk(): Promise<Sdk> {
  ready ??= register().catch((error: unknown) => {
    ready = null;
    throw error;
  });
  return ready;
}

function qy(): Qy | undefined {
  return (globalThis as { wx?: { qy?: Qy } }).wx?.qy;
}

/** Whose chat the sidebar stands beside: the external contact's id. Null when WeCom does not say: another place, no permission, no answer. */
export async function currentContact(): Promise<string | null> {
  if (client() !== 'wecom') return null;
  try {
    if (!IS_H5) {
      const host = qy();
      if (!host) return null;
      const asked = new Promise<{ userId: string }>((success, fail) => host.getCurExternalContact({ success, fail }));
      return (await within(DEADLINE_MS, asked)).userId || null;
    }
    const found = await within(
      DEADLINE_MS,
      sdk().then((ww) => ww.getCurExternalContact()),
    );
    return (found as { userId?: string }).userId || null;
  } catch {
    // the SDK rejects with its own result objects, the deadline with TooLate: either way there is the way by hand
    return null;
  }
}

/** Puts a card into the current chat. False when WeCom did not do it: the page then offers the link to copy. */
export async function sendCard({ title, text, url }: ChatCard): Promise<boolean> {
  if (client() !== 'wecom') return false;
  const news = { link: url, title, desc: text, imgUrl: '' };
  try {
    if (!IS_H5) {
      const host = qy();
      if (!host) return false;
      await within(DEADLINE_MS, new Promise<void>((success, fail) => host.sendChatMessage({ msgtype: 'news', news, success, fail })));
      return true;
    }
    await within(
      DEADLINE_MS,
      sdk().then((ww) => ww.sendChatMessage({ msgtype: 'news', news } as Parameters<Sdk['sendChatMessage']>[0])),
    );
    return true;
  } catch {
    return false;
  }
}

/** Puts a mini-program's card into the current chat. False when WeCom did not do it: the page then offers the link's card, and the link to copy. */
export async function sendMiniProgram(card: {
  readonly title: string;
  readonly appId: string;
  readonly page: string;
  readonly imgUrl: string;
}): Promise<boolean> {
  if (client() !== 'wecom') return false;
  const { appId: appid, title, imgUrl, page } = card;
  const miniprogram = { appid, title, imgUrl, page };
  try {
    if (!IS_H5) {
      const host = qy();
      if (!host) return false;
      await within(
        DEADLINE_MS,
        new Promise<void>((success, fail) => host.sendChatMessage({ msgtype: 'miniprogram', miniprogram, success, fail })),
      );
      return true;
    }
    await within(
      DEADLINE_MS,
      sdk().then((ww) => ww.sendChatMessage({ msgtype: 'miniprogram', miniprogram } as Parameters<Sdk['sendChatMessage']>[0])),
    );
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds for a person to aim at a code. */
const SCAN_DEADLINE_MS = 60_000;

/** Reads one code through WeCom's scanner. Rejects when that is not possible. */
export async function scanInWecom(): Promise<string> {
  const read = await within(
    SCAN_DEADLINE_MS,
    sdk().then((ww) => ww.scanQRCode({ needResult: true, scanType: ['qrCode', 'barCode'] } as Parameters<Sdk['scanQRCode']>[0])),
  );
  return (read as { resultStr?: string }).resultStr ?? '';
}
