import { SUBSCRIBE_TEMPLATES, type SubscribeTemplate } from '../corp/subscriptions.ts';
import { ApiRefusal, ok } from './answer.ts';
import type { ApiCall, Endpoint } from './endpoint.ts';
import { isObject, object, text } from './fields.ts';

const length = (value: string): number => [...value].length;

/** What each type of field takes; the type is the field's name without its number. */
const FITS: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (value) => length(value) <= 20,
  number: (value) => /^\d[\d.]{0,31}$/.test(value),
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5,
  character_string: (value) => /^[\x21-\x7e]{1,32}$/.test(value),
  time: (value) =>
    /^((\d{4}年\d{1,2}月\d{1,2}日)? ?\d{1,2}:\d{2}|\d{4}年\d{1,2}月\d{1,2}日)(~((\d{4}年\d{1,2}月\d{1,2}日)? ?\d{1,2}:\d{2}))?$/.test(
      value,
    ),
  date: (value) => /^\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?(~.*)?$/.test(value),
  amount: (value) => /^[¥$€]?\d{1,10}(\.\d{1,2})?元?$/.test(value),
  phone_number: (value) => /^[\d+() -]{1,17}$/.test(value),
  car_number: (value) => length(value) <= 8,
  name: (value) => length(value) <= (/^[\x20-\x7e]*$/.test(value) ? 20 : 10),
  phrase: (value) => /^[\u4e00-\u9fff]{1,5}$/.test(value),
};

function checkData(template: SubscribeTemplate, data: Record<string, unknown>): void {
  for (const key of Object.keys(template.fields)) {
    const given = data[key];
    const value = isObject(given) ? text(given, 'value') : '';
    const fits = FITS[key.replace(/\d+$/, '')];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    const clean = value !== '' && !/[\u0000-\u001f]/.test(value);
    if (!clean || !fits?.(value)) throw new ApiRefusal(47003, `argument invalid! data.${key}.value is empty or invalid`);
  }
}

/** `subscribe/send`: one credit, one message. */
function send({ world, body }: ApiCall) {
  const openid = text(body, 'touser');
  if (!world.people.customers.some((one) => one.openid === openid)) throw new ApiRefusal(40003, 'invalid openid');
  const template = world.subscriptions.template(text(body, 'template_id'));
  if (!template) throw new ApiRefusal(40037, 'invalid template_id');
  const data = object(body, 'data') ?? {};
  checkData(template, data);
  const msgid = world.subscriptions.deliver(openid, { template, page: text(body, 'page'), data });
  if (msgid === undefined) throw new ApiRefusal(43101, 'user refuse to accept the msg');
  world.journal.worldChanged();
  return ok({ msgid });
}

/** The account's own templates. */
function list() {
  return ok({
    data: SUBSCRIBE_TEMPLATES.map(({ id, title, fields }) => ({
      priTmplId: id,
      title,
      content: Object.entries(fields)
        .map(([key, words]) => `${words}:{{${key}.DATA}}\n`)
        .join(''),
      example: '',
      type: 2,
    })),
  });
}

/** Subscribe messages of the mini-program 小程序订阅消息. */
export const subscribeEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/cgi-bin/message/subscribe/send', token: 'wechat', handle: send },
  { method: 'GET', path: '/wxaapi/newtmpl/gettemplate', token: 'wechat', handle: list },
];
