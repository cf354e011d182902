import type { SandboxClock } from '../clock.ts';
import { randomDigits } from '../random.ts';
import type { Json } from './inbox.ts';

/** A template of subscribe messages 订阅消息模板, taken into the mini-program's account. */
export interface SubscribeTemplate {
  id: string;
  title: string;
  /** Field (its name says its type: `thing1`, `time2`) to the words beside it. */
  fields: Readonly<Record<string, string>>;
}

/** A subscribe message in a customer's WeChat (服务通知). */
export interface SubscribeMessage {
  msgid: string;
  openid: string;
  at: number;
  template: SubscribeTemplate;
  page: string;
  data: Readonly<Record<string, string>>;
}

export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter';

const template = (key: string, title: string, fields: Record<string, string>): SubscribeTemplate => ({
  id: `MDTPL_${key}`.padEnd(43, 'x'),
  title,
  fields,
});

/** The demo account's templates; their ids outlive a restart. */
export const SUBSCRIBE_TEMPLATES: readonly SubscribeTemplate[] = [
  template('progress', '服务进度通知', { thing1: '服务项目', phrase2: '当前进度', character_string3: '工单编号', time4: '预约时间' }),
  template('bill', '账单确认提醒', { thing1: '服务项目', amount2: '应付金额', character_string3: '工单编号', thing4: '温馨提示' }),
];

/**
 * One-time subscriptions 一次性订阅: every accept in a tap is one message of that template to that person, no more. Somebody who chose
 * "always" for a no is `ban`ned from being asked.
 */
export class Subscriptions {
  readonly messages: SubscribeMessage[] = [];
  #clock: SandboxClock;
  #credits = new Map<string, number>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  template(id: string): SubscribeTemplate | undefined {
    return SUBSCRIBE_TEMPLATES.find((one) => one.id === id);
  }

  /** What the person chose in the sheet. */
  answer(openid: string, templateId: string, answer: SubscribeAnswer): void {
    if (answer !== 'accept') return;
    const key = `${openid} ${templateId}`;
    this.#credits.set(key, (this.#credits.get(key) ?? 0) + 1);
  }

  credits(openid: string, templateId: string): number {
    return this.#credits.get(`${openid} ${templateId}`) ?? 0;
  }

  /** How many messages each person still allows, by `openid templateId`. */
  allCredits(): readonly (readonly [key: string, credits: number])[] {
    return [...this.#credits].filter(([, credits]) => credits > 0);
  }

  /** Puts what an earlier process held before what there is. Messages of a template that is gone are left out. */
  restore(kept: {
    messages: readonly (Omit<SubscribeMessage, 'template'> & { templateId: string })[];
    credits: readonly (readonly [string, number])[];
  }): void {
    this.messages.unshift(
      ...kept.messages.flatMap(({ templateId, ...message }) => {
        const found = this.template(templateId);
        return found ? [{ ...message, template: found }] : [];
      }),
    );
    for (const [key, credits] of kept.credits) this.#credits.set(key, credits);
  }

  /** Takes the person's subscriptions away, as switching the notices off in WeChat's settings does. */
  revoke(openid: string): void {
    for (const key of [...this.#credits.keys()]) if (key.startsWith(`${openid} `)) this.#credits.delete(key);
  }

  /** Spends a credit and shows the message. False without credit. */
  deliver(openid: string, to: { template: SubscribeTemplate; page: string; data: Json }): string | undefined {
    const left = this.credits(openid, to.template.id);
    if (left < 1) return undefined;
    this.#credits.set(`${openid} ${to.template.id}`, left - 1);
    const msgid = randomDigits(18);
    const data = Object.fromEntries(Object.entries(to.data).map(([key, value]) => [key, String((value as Json)['value'])]));
    this.messages.push({ msgid, openid, at: this.#clock.wall(), template: to.template, page: to.page, data });
    return msgid;
  }

  of(openid: string): readonly SubscribeMessage[] {
    return this.messages.filter((one) => one.openid === openid);
  }
}
