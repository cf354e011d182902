import * as z from 'zod';
import type { WecomApi } from './api.ts';
import { WecomError } from './errors.ts';

const sendAnswer = z.looseObject({
  invaliduser: z.string().optional(),
  msgid: z.string().max(300).optional(),
  response_code: z.string().max(300).optional(),
});
const anything = z.looseObject({});

/** A card with buttons 按钮交互型. `rows`: at most six, keyword ≤ 5 characters, value ≤ 30. */
export interface ButtonCard {
  readonly taskId: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly { readonly keyname: string; readonly value: string }[];
  readonly buttons: readonly { readonly text: string; readonly key: string; readonly style: 1 | 2 | 3 | 4 }[];
  /** Where the card itself leads. */
  readonly url: string;
  /** What stands in the place of the buttons once the card has had its answer. */
  readonly replaced?: string;
}
export interface TextCard {
  readonly title: string;
  readonly description: string;
  readonly url: string;
}
/** 小程序通知消息: opens a page of the linked mini-program. Title and description of 4 to 12 characters, at most ten rows. */
export interface ProgramNotice {
  readonly appId: string;
  readonly page: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly { readonly key: string; readonly value: string }[];
}
export interface Sent {
  readonly msgid: string | null;
  /** For one update of the card within 72 hours; cards with buttons only. */
  readonly responseCode: string | null;
}

/** Messages of the app to members. Equal calls within four hours are one message. `unknown_user`: nobody got it, and nobody will. */
export interface WecomMessenger {
  sendButtonCard(userid: string, card: ButtonCard): Promise<Sent | 'unknown_user'>;
  sendTextCard(userid: string, card: TextCard): Promise<Sent | 'unknown_user'>;
  sendProgramNotice(userid: string, notice: ProgramNotice): Promise<Sent | 'unknown_user'>;
  /** Puts this card in the place of the one that was sent, which keeps its task. Throws WecomError 60140 for a code that was used or is too old. */
  replaceCard(userids: readonly string[], responseCode: string, card: ButtonCard): Promise<void>;
  /** Shows a card's buttons as one that can no longer be pressed. Throws WecomError 60140 for a code that was used or is too old. */
  closeCard(userids: readonly string[], responseCode: string, replaceName: string): Promise<void>;
}

/**
 * A repeat of the same request within this time is not delivered twice, s: what makes a lost answer harmless. The longest that WeCom takes, since a job's tries
 * may be minutes apart.
 */
const DUPLICATE_CHECK_S = 14_400;
/** How WeCom writes userids. Anything else might name several people, or everybody. */
const USERID = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;
/** Nobody of those named can be reached: not a member, not within the app's scope, or gone. */
const NOBODY = new Set([40003, 60111, 60021, 81013, 82001]);

const cardBody = ({ title, description, rows, url, buttons }: ButtonCard) => ({
  card_type: 'button_interaction',
  main_title: { title, desc: description },
  horizontal_content_list: rows.map(({ keyname, value }) => ({ keyname, value })),
  card_action: { type: 1, url },
  button_list: buttons.map(({ text, key, style }) => ({ text, key, style })),
});

export function createMessenger(api: WecomApi): WecomMessenger {
  const send = async (userid: string, message: Record<string, unknown>): Promise<Sent | 'unknown_user'> => {
    if (!USERID.test(userid)) return 'unknown_user';
    const body = {
      touser: userid,
      agentid: Number(api.app.agentId),
      ...message,
      enable_duplicate_check: 1,
      duplicate_check_interval: DUPLICATE_CHECK_S,
    };
    try {
      const answer = await api.call('POST', '/cgi-bin/message/send', { body }, sendAnswer);
      const invalid = (answer.invaliduser ?? '').split('|').map((name) => name.toLowerCase());
      if (invalid.includes(userid.toLowerCase())) return 'unknown_user';
      return { msgid: answer.msgid ?? null, responseCode: answer.response_code ?? null };
    } catch (error) {
      if (error instanceof WecomError && error.errcode !== null && NOBODY.has(error.errcode)) return 'unknown_user';
      throw error;
    }
  };

  return {
    sendButtonCard: (userid, card) =>
      send(userid, {
        msgtype: 'template_card',
        template_card: { ...cardBody(card), task_id: card.taskId },
      }),
    sendTextCard: (userid, card) =>
      send(userid, { msgtype: 'textcard', textcard: { title: card.title, description: card.description, url: card.url, btntxt: '查看' } }),
    sendProgramNotice: (userid, { appId, page, title, description, rows }) =>
      send(userid, {
        msgtype: 'miniprogram_notice',
        miniprogram_notice: { appid: appId, page, title, description, content_item: rows.map(({ key, value }) => ({ key, value })) },
      }),
    async replaceCard(userids, responseCode, card) {
      const replacing = { ...cardBody(card), ...(card.replaced === undefined ? {} : { replace_text: card.replaced }) };
      await api.call(
        'POST',
        '/cgi-bin/message/update_template_card',
        { body: { userids, agentid: Number(api.app.agentId), response_code: responseCode, template_card: replacing } },
        anything,
      );
    },
    async closeCard(userids, responseCode, replaceName) {
      await api.call(
        'POST',
        '/cgi-bin/message/update_template_card',
        { body: { userids, agentid: Number(api.app.agentId), response_code: responseCode, button: { replace_name: replaceName } } },
        anything,
      );
    },
  };
}
