import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isObject, text } from '../api/fields.ts';
import { asset } from '../assets.ts';
import type { ControlParts } from '../control/control.ts';
import type { Json } from '../corp/inbox.ts';
import { streamChanges } from '../live-updates.ts';
import { readJson } from '../read-body.ts';
import { invokeJsApi, PageRegistry } from './jsapi.ts';
import { type Phone, type PhoneName, personId } from './phones.ts';
import { proxy } from './proxy.ts';
import { phoneView } from './view.ts';

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** What the owner of a phone can do on it. @throws Error with words */
async function act({ actions, phones }: ControlParts, phone: Phone, input: Json): Promise<void> {
  const me = personId(phone.person);
  const what = text(input, 'do');
  const content = text(input, 'content').trim();
  if (what === 'hand') phones.hand(phone.name, text(input, 'person'));
  else if (what === 'stand') phones.moveTo(phone.name, { latitude: Number(input['latitude']), longitude: Number(input['longitude']) });
  else if (what === 'open-chat') phones.openChat(text(input, 'chatWith') || null);
  else if (what === 'click') await actions.clickCard({ userid: me, msgid: text(input, 'msgid'), key: text(input, 'key') }).settled;
  else if (what === 'write-app' && content) actions.writeToApp({ userid: me, content });
  else if (what === 'write-chat' && content && phone.client === 'wechat')
    actions.writeAsCustomer({ externalUserid: me, userid: text(input, 'with'), content });
  else if (what === 'write-chat' && content) actions.writeAsMember({ userid: me, externalUserid: text(input, 'with'), content });
  else throw new Error('nothing to do');
}

/** One phone's origin: `/__phone/` is the phone itself, everything else is the server. */
export function createPhoneListener(parts: ControlParts, name: PhoneName): RequestListener {
  const pages = new PageRegistry();
  const { world, phones } = parts;

  async function own(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const phone = phones.get(name);
    if (path === '/__phone/here') return json(response, phone.location);
    if (path === '/__phone/view') return json(response, phoneView(world, phones, phone));
    if (path === '/__phone/changes') return streamChanges(world.journal, response);
    if (path === '/__phone/jsapi' && request.method === 'POST') {
      const input = await readJson(request);
      const body = isObject(input) ? input : {};
      const params = isObject(body['params']) ? body['params'] : {};
      const call = {
        name: text(body, 'name'),
        params,
        url: text(body, 'url'),
        pageId: text(body, 'pageId'),
        chatWith: text(body, 'chatWith') || null,
      };
      return json(response, invokeJsApi(world, phone, pages, call));
    }
    if (path === '/__phone/act' && request.method === 'POST') {
      const input = await readJson(request);
      try {
        await act(parts, phone, isObject(input) ? input : {});
        return json(response, { done: true });
      } catch (error) {
        return json(response, { error: error instanceof Error ? error.message : String(error) }, 400);
      }
    }
    const media = /^\/__phone\/media\/([A-Za-z0-9]+)$/.exec(path)?.[1];
    const stored = media === undefined ? undefined : world.media.get(media);
    if (stored) {
      response.writeHead(200, { 'content-type': stored.contentType });
      response.end(stored.bytes);
      return;
    }
    const found = await asset(path === '/__phone/' ? 'phone.html' : path.replace(/^\/__phone\/assets\//, ''));
    response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain', 'cache-control': 'no-store' });
    response.end(found?.body ?? 'not found');
  }

  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/__phone') {
      response.writeHead(302, { location: '/__phone/' });
      response.end();
      return;
    }
    if (!path.startsWith('/__phone/')) {
      proxy(phones, phones.get(name), request, response);
      return;
    }
    own(path, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}
