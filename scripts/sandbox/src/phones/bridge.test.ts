import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { asset } from '../assets.ts';

/** A storage whose keys are its own properties, as a browser's are. */
function createStorage(): Record<string, unknown> {
  const methods = {
    getItem(this: Record<string, unknown>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(this: Record<string, unknown>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, unknown>, key: string) {
      delete this[key];
    },
    clear(this: Record<string, unknown>) {
      for (const key of Object.keys(this)) delete this[key];
    },
  };
  return Object.create(methods) as Record<string, unknown>;
}

interface Bridge {
  invoke(name: string, params: object, callback: (result: Record<string, unknown>) => void): void;
}

/** Loads the bridge as a page of one phone does. */
async function load(person: string, stores = { local: createStorage(), session: createStorage() }, answer: object = { err_msg: 'x:ok' }) {
  const source = (await asset('bridge.js'))?.body ?? '';
  const facts = { phone: 'staff', client: 'wecom', person, chatWith: 'wm1', userAgent: 'Mozilla/5.0 wxwork/4.1.36 MicroMessenger/7' };
  const sent: { url: string; body: Record<string, unknown> }[] = [];
  const posted: unknown[] = [];
  class Navigator {}
  const window: Record<string, unknown> = { ontouchstart: null, parent: { postMessage: (message: unknown) => posted.push(message) } };
  const context = vm.createContext({
    window,
    Navigator,
    navigator: new Navigator(),
    localStorage: stores.local,
    sessionStorage: stores.session,
    location: { href: 'http://127.0.0.1:8091/m/?a=1#/x', origin: 'http://127.0.0.1:8091' },
    document: { addEventListener: () => undefined, adoptedStyleSheets: [] },
    CSSStyleSheet: class {
      replaceSync(): void {}
    },
    crypto,
    // nothing that is put off comes due within a test
    setTimeout: () => 0,
    fetch: async (url: string, init?: { body: string }) => {
      sent.push({ url, body: init ? JSON.parse(init.body) : {} });
      return { json: async () => answer };
    },
  });
  vm.runInContext(source.replace('/* PHONE */ {}', JSON.stringify(facts)), context);
  const bridge = window['WeixinJSBridge'] as Bridge;
  const invoke = (name: string, params: object = {}) =>
    new Promise<Record<string, unknown>>((resolve) => bridge.invoke(name, params, resolve));
  return { stores, sent, posted, invoke, navigator: vm.runInContext('navigator', context) as { userAgent: string; platform: string } };
}

describe('the bridge', () => {
  it('is there at once, under the client’s name', async () => {
    const { navigator } = await load('linxiao');
    expect(navigator.userAgent).toContain('wxwork');
    expect(navigator.platform).not.toMatch(/Win|Mac/);
  });

  it('asks the sandbox with the address that was signed: without its hash', async () => {
    const { invoke, sent } = await load('linxiao', undefined, { err_msg: 'getCurExternalContact:ok', userId: 'wm1' });
    expect(await invoke('getCurExternalContact', { a: 1 })).toEqual({ err_msg: 'getCurExternalContact:ok', userId: 'wm1' });
    expect(sent).toMatchObject([
      {
        url: '/__phone/jsapi',
        body: { name: 'getCurExternalContact', url: 'http://127.0.0.1:8091/m/?a=1', chatWith: 'wm1', params: { a: 1 } },
      },
    ]);
  });

  it('tells the phone to close the page', async () => {
    const { invoke, posted, sent } = await load('linxiao');
    expect(await invoke('closeWindow')).toEqual({ err_msg: 'closeWindow:ok' });
    expect(posted).toEqual([{ phone: 'close' }]);
    expect(sent).toHaveLength(0);
  });

  it('knows no picture that nobody chose', async () => {
    const { invoke } = await load('linxiao');
    expect(await invoke('getLocalImgData', { localId: 'x' })).toEqual({ err_msg: 'getLocalImgData:fail_invalid localId' });
  });
});

describe('a phone that changes hands', () => {
  it('shows each person their own storage, and brings it back', async () => {
    const { stores } = await load('linxiao');
    stores.local['bearer'] = 'of linxiao';
    stores.session['draft'] = 'of linxiao';
    await load('sunyue', stores);
    expect(stores.local['bearer']).toBeUndefined();
    expect(stores.session['draft']).toBeUndefined();
    stores.local['bearer'] = 'of sunyue';
    await load('linxiao', stores);
    expect(stores.local['bearer']).toBe('of linxiao');
    await load('sunyue', stores);
    expect(stores.local['bearer']).toBe('of sunyue');
  });

  it('leaves the storage of the same person alone', async () => {
    const { stores } = await load('linxiao');
    stores.local['bearer'] = 'mine';
    stores.session['draft'] = 'mine';
    await load('linxiao', stores);
    expect([stores.local['bearer'], stores.session['draft']]).toEqual(['mine', 'mine']);
  });
});
