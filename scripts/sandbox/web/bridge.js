// The client inside a phone: runs before the app's first script. Plain script, no module, so that nothing can overtake it.
(() => {
  const phone = /* PHONE */ {};

  // --- a phone handed to somebody else is another device: each person has their own storage
  const OWNER = '__phone.owner';
  const kept = (person) => `__phone.kept.${person}`;
  const own = (key) => !key.startsWith('__phone.');
  function swapStorage() {
    const before = localStorage.getItem(OWNER);
    if (before !== phone.person) {
      const now = Object.fromEntries(
        Object.keys(localStorage)
          .filter(own)
          .map((key) => [key, localStorage.getItem(key)]),
      );
      if (before !== null) localStorage.setItem(kept(before), JSON.stringify(now));
      for (const key of Object.keys(now)) localStorage.removeItem(key);
      for (const [key, value] of Object.entries(JSON.parse(localStorage.getItem(kept(phone.person)) ?? '{}')))
        localStorage.setItem(key, value);
      localStorage.setItem(OWNER, phone.person);
    }
    if (sessionStorage.getItem(OWNER) !== phone.person) {
      sessionStorage.clear();
      sessionStorage.setItem(OWNER, phone.person);
    }
  }
  swapStorage();

  // --- the web view's name
  const pretend = (name, value) => Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value });
  pretend('userAgent', phone.userAgent);
  pretend('appVersion', phone.userAgent.replace(/^Mozilla\//, ''));
  pretend('platform', 'Linux aarch64');

  // --- where the phone stands: the sandbox knows, nobody is asked
  const HERE = '__phone.here';
  const place = async () => {
    try {
      const found = await (await fetch('/__phone/here')).json();
      localStorage.setItem(HERE, JSON.stringify(found));
      return found;
    } catch (error) {
      // satellites need no network: where it stood last is where it stands
      const known = localStorage.getItem(HERE);
      if (known === null) throw error;
      return JSON.parse(known);
    }
  };
  // known before the network goes; later than what the page itself loads
  setTimeout(() => void place().catch(() => {}), 3000);
  const here = async (told, failed) => {
    try {
      const { latitude, longitude } = await place();
      const coords = { latitude, longitude, accuracy: 30, altitude: null, altitudeAccuracy: null, heading: null, speed: null };
      told({ coords, timestamp: Date.now() });
    } catch {
      failed?.({ code: 2, message: 'position unavailable' });
    }
  };
  const geolocation = {
    getCurrentPosition: (told, failed) => void here(told, failed),
    watchPosition(told, failed) {
      void here(told, failed);
      return 1;
    },
    clearWatch() {},
  };
  Object.defineProperty(Navigator.prototype, 'geolocation', { configurable: true, get: () => geolocation });

  // --- fingers: a mouse draws and scrolls like one where the machine has no touch screen
  if (!('ontouchstart' in window) && typeof TouchEvent === 'function') {
    let target = null;
    let swallowClick = false;
    const finger = (event) =>
      new Touch({
        identifier: 1,
        target,
        clientX: event.clientX,
        clientY: event.clientY,
        screenX: event.screenX,
        screenY: event.screenY,
        pageX: event.pageX,
        pageY: event.pageY,
      });
    const touch = (type, event) => {
      const one = finger(event);
      const held = type === 'touchend' ? [] : [one];
      const made = new TouchEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        touches: held,
        targetTouches: held,
        changedTouches: [one],
      });
      target.dispatchEvent(made);
      return made.defaultPrevented;
    };
    window.addEventListener(
      'mousedown',
      (event) => {
        if (event.button !== 0 || !(event.target instanceof Element)) return;
        target = event.target;
        swallowClick = touch('touchstart', event);
      },
      true,
    );
    window.addEventListener(
      'mousemove',
      (event) => {
        if (target) touch('touchmove', event);
      },
      true,
    );
    window.addEventListener(
      'mouseup',
      (event) => {
        if (!target) return;
        swallowClick = touch('touchend', event) || swallowClick;
        target = null;
      },
      true,
    );
    window.addEventListener(
      'click',
      (event) => {
        if (!swallowClick || !event.isTrusted) return;
        swallowClick = false;
        event.stopImmediatePropagation();
        event.preventDefault();
      },
      true,
    );
  }

  // --- a phone shows no scrollbars; an adopted sheet, since the page's own policy may forbid inline styles
  const noScrollbars = new CSSStyleSheet();
  noScrollbars.replaceSync('::-webkit-scrollbar{display:none}');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, noScrollbars];

  // --- sheets the client would show over the page
  const STYLE = `:host{all:initial}*{box-sizing:border-box;font-family:"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif}
    .veil{position:fixed;inset:0;z-index:2147483647;background:rgb(20 33 31/45%);display:flex;align-items:flex-end;justify-content:center}
    .sheet{width:100%;max-width:480px;max-height:80%;overflow:auto;background:#fff;border-radius:12px 12px 0 0;padding:16px;color:#14211f;font-size:14px}
    h2{margin:0 0 12px;font-size:16px}.list{display:grid;gap:8px}.pictures{display:grid;grid-template-columns:repeat(3,1fr);gap:8px}
    button{font:inherit;min-height:44px;border:1px solid #e3e9e7;border-radius:8px;background:#fff;padding:8px 12px;text-align:left;cursor:pointer;color:inherit}
    button:hover{border-color:#0f766e}.pictures button{padding:0;overflow:hidden;aspect-ratio:1}.pictures canvas{width:100%;height:100%;object-fit:cover;display:block}
    button.on{outline:3px solid #0f766e}.row{display:flex;gap:8px;margin-top:12px}.row>*{flex:1;text-align:center}input{font:inherit;width:100%;min-height:44px;border:1px solid #e3e9e7;border-radius:8px;padding:8px 12px}
    label{display:block;min-height:44px;border:1px solid #e3e9e7;border-radius:8px;padding:10px 12px;cursor:pointer}input[type=file]{display:none}.check{display:flex;gap:8px;align-items:center}input[type=checkbox]{width:20px;min-height:20px}
    .main{background:#0f766e;border-color:#0f766e;color:#fff}`;

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  /** Shows a sheet; `build(finish)` fills it. Resolves with what `finish` is given, undefined when it is put away. */
  function sheet(title, build) {
    return new Promise((resolve) => {
      const host = document.createElement('div');
      const root = host.attachShadow({ mode: 'open' });
      const finish = (value) => {
        host.remove();
        resolve(value);
      };
      const panel = element('div', { class: 'sheet', role: 'dialog', 'aria-label': title }, element('h2', {}, title), ...build(finish));
      const veil = element(
        'div',
        {
          class: 'veil',
          onclick: (event) => {
            if (event.target === veil) finish(undefined);
          },
        },
        panel,
      );
      // an adopted sheet: the page's own policy may forbid inline styles
      const style = new CSSStyleSheet();
      style.replaceSync(STYLE);
      root.adoptedStyleSheets = [style];
      root.append(veil);
      document.documentElement.append(host);
    });
  }

  const CODES = ['6901028075763', 'GREE-KFR72LW-24A1F0093', 'MIDEA-KFR35GW-88C2D417', 'https://example.com/device/8K2M'];

  async function scan() {
    const picked = await sheet('扫一扫（模拟）', (finish) => {
      const typed = element('input', { placeholder: '或输入编码内容', 'aria-label': '编码内容' });
      const take = () => {
        if (typed.value.trim()) finish(typed.value.trim());
      };
      return [
        element('div', { class: 'list' }, ...CODES.map((code) => element('button', { onclick: () => finish(code) }, code))),
        element('div', { class: 'row' }, typed, element('button', { class: 'main', onclick: take }, '确定')),
      ];
    });
    return picked === undefined ? { err_msg: 'scanQRCode:cancel' } : { err_msg: 'scanQRCode:ok', resultStr: picked };
  }

  /** Local pictures by the id the page is given. */
  const pictures = new Map();

  function samplePicture(words, colour) {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const pen = canvas.getContext('2d');
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = 'rgb(255 255 255 / 85%)';
    pen.font = '600 84px sans-serif';
    pen.textAlign = 'center';
    pen.fillText(words, 320, 250);
    return canvas;
  }

  const readFile = (file) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file);
    });

  async function chooseImage(count) {
    const samples = [
      ['室内机位置', '#4b6b66'],
      ['室外机支架', '#5a6472'],
      ['铭牌', '#3f5d6b'],
      ['铜管连接', '#6b5f4b'],
      ['试机温度', '#4b5f8a'],
      ['现场清洁', '#4f7a5a'],
    ];
    const picked = await sheet('选择照片（模拟）', (finish) => {
      const chosen = new Set();
      const buttons = samples.map(([words, colour]) => {
        const picture = samplePicture(words, colour);
        const data = picture.toDataURL('image/jpeg', 0.8);
        const toggle = (event) => {
          if (!chosen.delete(data) && chosen.size < count) chosen.add(data);
          event.currentTarget.classList.toggle('on', chosen.has(data));
        };
        return element('button', { 'aria-label': words, onclick: toggle }, picture);
      });
      const file = element('input', {
        type: 'file',
        accept: 'image/*',
        multiple: '',
        onchange: async () => finish(await Promise.all([...file.files].slice(0, count).map(readFile))),
      });
      return [
        element('div', { class: 'pictures' }, ...buttons),
        element(
          'div',
          { class: 'row' },
          element('label', {}, '本机照片', file),
          element('button', { class: 'main', onclick: () => chosen.size > 0 && finish([...chosen]) }, '完成'),
        ),
      ];
    });
    if (picked === undefined) return { err_msg: 'chooseImage:cancel' };
    const localIds = picked.map((data) => {
      const id = `wxLocalResource://${crypto.getRandomValues(new Uint32Array(2)).join('')}`;
      pictures.set(id, data);
      return id;
    });
    // Android hands the list over as text
    return { err_msg: 'chooseImage:ok', localIds: JSON.stringify(localIds) };
  }

  /** 订阅消息: the sheet in which a tap allows one message per template. */
  async function subscribe(templates) {
    const answers = await sheet('明单 申请发送一次以下消息', (finish) => {
      const boxes = templates.map(({ id, title }) => {
        const box = element('input', { type: 'checkbox', checked: '', 'data-template': id });
        return { id, box, row: element('label', { class: 'check' }, box, ` ${title}`) };
      });
      const chosen = (allowed) =>
        finish(Object.fromEntries(boxes.map(({ id, box }) => [id, allowed && box.checked ? 'accept' : 'reject'])));
      return [
        element('div', { class: 'list' }, ...boxes.map(({ row }) => row)),
        element(
          'div',
          { class: 'row' },
          element('button', { onclick: () => chosen(false), 'data-testid': 'subscribe-refuse' }, '拒绝'),
          element('button', { class: 'main', onclick: () => chosen(true), 'data-testid': 'subscribe-accept' }, '允许'),
        ),
      ];
    });
    const told = answers ?? Object.fromEntries(templates.map(({ id }) => [id, 'reject']));
    await remote('subscribeAnswer', { answers: told });
    return { err_msg: 'requestSubscribeMessage:ok', ...told };
  }

  // --- the bridge itself
  const pageId = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const toPhone = (message) => {
    if (window.parent !== window) window.parent.postMessage({ phone: message }, location.origin);
  };

  async function remote(name, params) {
    const response = await fetch('/__phone/jsapi', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, params, url: location.href.split('#')[0], pageId, chatWith: phone.chatWith }),
    });
    return response.json();
  }

  async function run(name, params) {
    if (name === 'closeWindow') {
      toPhone('close');
      return { err_msg: 'closeWindow:ok' };
    }
    if (name === 'getLocalImgData') {
      const localData = pictures.get(params.localId);
      return localData ? { err_msg: `${name}:ok`, localData } : { err_msg: `${name}:fail_invalid localId` };
    }
    const extra = name === 'uploadImage' ? { localData: pictures.get(params.localId) ?? '' } : {};
    const { ask, ...result } = await remote(name, { ...params, ...extra });
    if (ask === 'scan') return scan();
    if (ask === 'image') return chooseImage(params.count ?? 9);
    if (ask === 'subscribe') return subscribe(result.templates);
    if (result.profile)
      void sheet(result.profile, (finish) => [
        element('div', { class: 'row' }, element('button', { onclick: () => finish() }, '关闭资料页')),
      ]);
    return result;
  }

  // --- the mini-program's own calls that have no counterpart in a web page; WeChat only
  if (phone.client === 'wechat')
    window.wx = {
      requestSubscribeMessage({ tmplIds, success, fail, complete }) {
        const finish = ({ err_msg, ...rest }) => {
          const result = { errMsg: err_msg, ...rest };
          (err_msg.endsWith(':ok') ? success : fail)?.(result);
          complete?.(result);
        };
        // as in life: only while a finger's tap is being handled, so not after a wait for anything
        if (!navigator.userActivation?.isActive)
          return finish({ err_msg: 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.', errCode: 20013 });
        run('requestSubscribeMessage', { tmplIds }).then(finish, () =>
          finish({ err_msg: 'requestSubscribeMessage:fail network', errCode: 10002 }),
        );
      },
    };

  window.WeixinJSBridge = {
    invoke(name, params, callback) {
      run(name, params ?? {}).then(
        (result) => callback?.(result),
        () => callback?.({ err_msg: `${name}:fail_network` }),
      );
    },
    on() {},
    call() {},
  };
  document.addEventListener('DOMContentLoaded', () => document.dispatchEvent(new Event('WeixinJSBridgeReady')));
})();
