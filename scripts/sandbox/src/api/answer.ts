import type { Json } from '../corp/inbox.ts';
import { randomDigits } from '../random.ts';

/** A refusal of the platform: HTTP 200 with `errcode`. Callers match on the code, never on the words. */
export class ApiRefusal extends Error {
  readonly errcode: number;
  /** Fields beside errcode and errmsg, such as `invaliduser`. */
  readonly extra: Json;

  constructor(errcode: number, message: string, extra: Json = {}) {
    super(message);
    this.errcode = errcode;
    this.extra = extra;
  }

  toJson(now: number): Json {
    const hint = `hint: [${Math.floor(now / 1000)}_${randomDigits(4)}], from ip: 127.0.0.1`;
    const more = `more info at https://open.work.weixin.qq.com/devtool/query?e=${this.errcode}`;
    return { errcode: this.errcode, errmsg: `${this.message}, ${hint}, ${more}`, ...this.extra };
  }
}

export const ok = (fields: Json = {}): Json => ({ errcode: 0, errmsg: 'ok', ...fields });
