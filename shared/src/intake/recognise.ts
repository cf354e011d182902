import { type FoundPlaces, type FoundRegion, findPlaces } from '../region/find.ts';
import { checkRegion, isWithin } from '../region/region.ts';
import { findAddress } from './address.ts';
import { findDevice, kindSpans } from './devices.ts';
import { fold, isSign, overlaps, type Span, trimmed } from './fold.ts';
import type { Wish } from './lexicon.ts';
import { addressOfMove, type FoundMove, findMove, isMoveInHalves, placesOfMove } from './moves.ts';
import { findName } from './names.ts';
import { type FoundPhone, findPhones } from './phones.ts';
import { stampsOf } from './stamps.ts';
import { type FoundTime, findTime } from './when.ts';
import { findWishes } from './wishes.ts';

/** Longest text that is looked at; what stands behind it is left to a person. */
export const LONGEST_MESSAGE = 4_000;

/** Why a person should look twice. */
export type Doubt = 'several' | 'ambiguous' | 'guessed' | 'shallow' | 'past' | 'extension' | 'hidden';

/** Something recognised, with where it stands in the text. */
export interface Found<T> extends Span {
  readonly value: T;
  /** Null where nothing speaks against it. */
  readonly doubt: Doubt | null;
  /** What else it could be. */
  readonly others: readonly T[];
}

/** A device as a message names it; empty where it does not. */
export interface DeviceWords {
  readonly kind: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string;
  /** Build 机型: 柜机, 燃气热水器. */
  readonly form: string;
  /** Capacity 规格: `3匹`, `60升`. */
  readonly size: string;
}

/** What a message says, field by field; null where it says nothing. Spans are places in the message as it was given. */
export interface Recognised {
  readonly name: Found<string> | null;
  /** Digits as they are dialled. `hidden`: the shop showed stars instead of digits; the value is empty then. */
  readonly phone: (Found<string> & { readonly extension: string | null }) | null;
  /** GB/T 2260; empty where namesakes are equally likely, which stand in `others`. */
  readonly region: Found<string> | null;
  /** Street, house, door: what stands behind the names of the place. */
  readonly address: Found<string> | null;
  /** Where a device that moves is taken from, in the words of the message; `region` and `address` are then where it goes. Null where it does not move. */
  readonly from: Found<{ readonly text: string; readonly region: string }> | null;
  /** `parts`: every word that says something of it, however far apart. */
  readonly device: (Found<DeviceWords> & { readonly parts: readonly Span[] }) | null;
  readonly wish: (Found<Wish> & { readonly word: string }) | null;
  /** What is wrong, in the words of the message. */
  readonly symptoms: readonly string[];
  readonly time: Found<Omit<FoundTime, keyof Span | 'sure' | 'past'>> | null;
  readonly urgent: (Span & { readonly word: string }) | null;
  /** What is left of the message when name, phone and address are taken out: for the order's note, so that nothing is lost. */
  readonly note: string;
}

const URGENT = /加急|紧急|急修|很急|特急|着急|比较急|尽快|尽早|马上|立刻|立即|抓紧|火速/;
const NOT_URGENT = /不(?:用|着|太|是很)?急/;
const HIDDEN = /1[3-9]\d[*xX×]{4,6}\d{2,4}/;
/** Words that say that a number is somebody else's. */
const FOREIGN_NUMBER =
  /(?:寄件|发件|客服|商家|店铺|卖家|售后|快递|物流|师傅|安装工|备用|物业(?!已?经?(?:同意|允许|答应|说))|中介)[^\n]{0,8}$/;

/** What a recogniser cannot know by itself. */
export interface Circumstances {
  /** Epoch ms: says what 明天 is. */
  readonly now: number;
  /** Where the reader works: of namesakes the one that lies there is meant, though a person should look. GB/T 2260 codes. */
  readonly near?: readonly string[];
}

/**
 * Recognises name, phone, address, device, wish and time in a message as customers, shops and colleagues write them. Pure and deterministic; time and
 * memory grow with the length of the text, which is cut at {@link LONGEST_MESSAGE}. It throws at nothing and makes nothing up: name, phone, address,
 * model and serial number are parts of the text.
 */
export function recognise(message: string, { now, near = [] }: Circumstances): Recognised {
  const text = fold(message.slice(0, LONGEST_MESSAGE));
  const stamps = stampsOf(text);
  const isStamp = (span: Span) => stamps.some(({ span: stamp }) => overlaps(stamp, span));

  const phones = findPhones(text).filter((phone) => !isStamp(phone));
  const move = findMove(text);
  // an old address is none to go to: the rest of the text says where the order's is
  const others = move ? blanked(text, move.phrase) : text;
  const places = move && (move.to.best || move.to.rivals.length > 0) ? move.to : findPlaces(others);
  const wishes = findWishes(text);
  const roughTime = findTime(text, now, (span) => isStamp(span) || phones.some((phone) => overlaps(phone, span)));
  const walls = [...stamps.map(({ span }) => span), ...phones];
  const found = findAddress(others, { places, walls, tails: [...wishes.spans, ...kindSpans(text), ...(roughTime ? [roughTime] : [])] });
  const address = move ? addressOfMove(text, move, found) : found;
  const region = regionOf(text, places, near, move?.guessed ?? false);
  const time =
    address && roughTime && overlaps(address.whole, roughTime)
      ? findTime(text, now, (span) => isStamp(span) || overlaps(span, address.whole) || phones.some((phone) => overlaps(phone, span)))
      : roughTime;

  const device = findDevice(text, [...walls, ...(address ? [address.whole] : [])]);
  const taken: Span[] = [...walls, ...(address ? [address.whole] : []), ...(move ? [placesOfMove(move)] : []), ...(time ? [time] : [])];
  const pieces = piecesOf(text, [...taken, ...wishes.spans, ...device.spans]);
  const name =
    address?.name ??
    findName(text, pieces, (piece) => phones.some((phone) => isBeside(text, piece, phone)), taken) ??
    stampName(text, stamps);

  const phone = choosePhone(text, phones);
  const urgent = NOT_URGENT.test(text) ? null : URGENT.exec(text);
  return {
    name: name && { value: name.value, start: name.start, end: name.end, doubt: name.sure ? null : 'guessed', others: [] },
    phone,
    region,
    address: address && { ...address.street, value: address.text, doubt: address.sure ? null : 'guessed', others: [] },
    from: fromOf(text, move),
    device: deviceOf(device),
    wish:
      wishes.best && !isMoveInHalves(text, move, wishes.best.value)
        ? {
            value: wishes.best.value,
            word: wishes.best.word,
            start: wishes.best.start,
            end: wishes.best.end,
            doubt: wishes.best.sure ? null : wishes.others.length > 0 ? 'several' : 'guessed',
            others: wishes.others,
          }
        : move && { ...move.verb, value: 'move', word: text.slice(move.verb.start, move.verb.end), doubt: 'guessed', others: [] },
    symptoms: [...new Set(wishes.symptoms.map(({ word }) => word))],
    time: time && {
      value: { date: time.date, from: time.from, to: time.to },
      start: time.start,
      end: time.end,
      doubt: time.past ? 'past' : time.sure ? null : 'guessed',
      others: [],
    },
    urgent: urgent && { start: urgent.index, end: urgent.index + urgent[0].length, word: urgent[0] },
    note: noteOf(text, [...walls, ...(address ? [address.whole] : []), ...(name ? [name] : [])], address?.whole),
  };
}

/** The place, or its namesakes; of namesakes the only one near the reader is taken for the likeliest. */
function regionOf(text: string, { best, rivals }: FoundPlaces, near: readonly string[], guessed: boolean): Found<string> | null {
  const span = (found: FoundRegion): Span => trimmed(text, found);
  if (best) {
    const doubt = checkRegion(best.code, 'county') !== 'fine' ? 'shallow' : guessed ? 'guessed' : null;
    return { ...span(best), value: best.code, doubt, others: [] };
  }
  if (rivals.length === 0) return null;
  const close = rivals.filter(({ code }) => near.some((scope) => isWithin(code, scope)));
  const chosen = close.length === 1 && close.length < rivals.length ? close[0]!.code : '';
  return {
    ...span(rivals[0]!),
    value: chosen,
    doubt: 'ambiguous',
    others: rivals.map(({ code }) => code).filter((code) => code !== chosen),
  };
}

/** The text with blanks for a part of it: every other character stays at its place. */
const blanked = (text: string, { start, end }: Span): string => text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);

/** The old place of a move: always worth a second look, for a street and a house rarely stand there. */
function fromOf(text: string, move: FoundMove | null): Recognised['from'] {
  if (!move?.from) return null;
  const { start, end, region } = move.from;
  return { start, end, value: { text: text.slice(start, end), region }, doubt: 'guessed', others: [] };
}

function choosePhone(text: string, phones: readonly FoundPhone[]): Recognised['phone'] {
  const others = phones.filter((phone) => FOREIGN_NUMBER.test(text.slice(Math.max(0, phone.start - 16), phone.start)));
  const own = phones.filter((phone) => !others.includes(phone));
  const [chosen] = [...own.filter(({ kind }) => kind === 'mobile'), ...own, ...others];
  if (!chosen) {
    const hidden = HIDDEN.exec(text);
    return hidden && { value: '', start: hidden.index, end: hidden.index + hidden[0].length, doubt: 'hidden', others: [], extension: null };
  }
  const different = [...new Set(phones.map(({ value }) => value))].filter((value) => value !== chosen.value);
  const rivals = own.filter(({ kind, value }) => kind === chosen.kind && value !== chosen.value);
  return {
    value: chosen.value,
    start: chosen.start,
    end: chosen.end,
    doubt: chosen.extension !== null ? 'extension' : rivals.length > 0 || !own.includes(chosen) ? 'several' : null,
    others: different,
    extension: chosen.extension,
  };
}

function deviceOf({
  kind,
  brand,
  model,
  serial,
  form,
  size,
  spans,
  otherKinds,
  otherForms,
}: ReturnType<typeof findDevice>): Recognised['device'] {
  const at = kind ?? spans[0];
  if (!at) return null;
  const value = {
    kind: kind?.meaning ?? '',
    brand: brand?.meaning ?? '',
    model: model?.value ?? '',
    serial: serial?.value ?? '',
    form,
    size,
  };
  return {
    value,
    start: at.start,
    end: at.end,
    parts: [...new Set([at, ...spans])].map(({ start, end }) => ({ start, end })),
    doubt: otherKinds.length + otherForms.length > 0 ? 'several' : null,
    // another kind has builds of its own
    others: [
      ...otherForms.map((other) => ({ ...value, form: other })),
      ...otherKinds.map((other) => ({ ...value, kind: other, form: '' })),
    ],
  };
}

/** Whoever's name heads the lines of a copied chat: a hint, for staff's own name heads theirs. */
function stampName(text: string, stamps: ReturnType<typeof stampsOf>) {
  const senders = new Map(stamps.flatMap(({ sender }) => (sender ? [[text.slice(sender.start, sender.end), sender] as const] : [])));
  const [first] = senders;
  return first && senders.size === 1 ? { ...first[1], value: first[0], sure: false } : null;
}

const BREAK = /[\n,，、;；。!！?？|/:：\s()[\]{}"“”'‘’~—…]/;

/** Parts of the text between breaks that are nothing else yet. */
function piecesOf(text: string, taken: readonly Span[]): readonly Span[] {
  const busy = new Uint8Array(text.length);
  for (const { start, end } of taken) busy.fill(1, start, end);
  const pieces: Span[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const ends = at === text.length || busy[at] === 1 || BREAK.test(text[at]!) || isSign(text[at]!);
    if (!ends && start < 0) start = at;
    if (ends && start >= 0) {
      pieces.push({ start, end: at });
      start = -1;
    }
  }
  return joinForeign(text, pieces);
}

/** Words of letters one blank apart are one piece: Tom Li. */
function joinForeign(text: string, pieces: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const letters = (span: Span) => /^[A-Za-z.']{1,20}$/.test(text.slice(span.start, span.end));
    if (
      last &&
      piece.start - last.end === 1 &&
      text[last.end] === ' ' &&
      letters(piece) &&
      /^[A-Za-z.' ]{1,40}$/.test(text.slice(last.start, last.end))
    )
      joined[joined.length - 1] = { start: last.start, end: piece.end };
    else joined.push(piece);
  }
  return joined;
}

/** Whether nothing but blanks, punctuation and a label stands between a piece and a number. */
function isBeside(text: string, piece: Span, phone: Span): boolean {
  const between =
    piece.end <= phone.start ? text.slice(piece.end, phone.start) : phone.end <= piece.start ? text.slice(phone.end, piece.start) : '';
  return (
    between.length <= 12 &&
    /^[\s,，、;；:：|/()[\]-]*(?:(?:联系|收货人?)?(?:电话|手机|手机号码?|号码|tel)[号码]{0,2})?[\s:：,，]*$/i.test(between)
  );
}

/** What stands in front of a part that has a field of its own. */
const LABEL =
  /(?:(?:收货|收件|联系|客户|详细|所在|上门|安装|服务|维修|家庭|预约|报修)?(?:人|姓名|名字|名称|电话|手机号码?|手机|号码|地址|地区|称呼|位置|住址)|客户|业主|用户|我叫|我是|tel|phone)(?:是|为|在)?[\s:：=]{0,4}$/i;
/** What leads up to an address in a sentence, and says nothing once the address is gone. */
const LIVES = /(^|[\s,，。.;；!！、])(?:我|我们|咱|本人)?(?:家|人)?(?:现在|现)?(?:住在?|在|家在)$/;
const GREETING = /^(?:您好|你好|亲亲?|哈喽|hello|hi|在吗|在么|请问)[啊呀哦]?(?=$|[\s,，、。.!！?？~])[\s,，、。.!！?？~]*/i;
const POSTCODE = /(^|[\s,，])\d{6}(?=$|[\s,，])/g;

/** The message without what has a field of its own, on one line. */
function noteOf(text: string, taken: readonly Span[], place: Span | undefined): string {
  const spans = [...taken].sort((a, b) => a.start - b.start);
  let note = '';
  let at = 0;
  for (const { start, end } of spans) {
    const words = text.slice(at, Math.max(at, start)).replace(LABEL, '');
    if (start > at) note += `${start === place?.start ? words.replace(LIVES, '$1') : words} `;
    at = Math.max(at, end);
  }
  note += text.slice(at);
  return note
    .replace(POSTCODE, '$1')
    .replace(/[([{]\s*[)\]}]/g, ' ')
    .replace(/[\s|]+/g, ' ')
    .replace(/(?:[,，;；。、:： ]){2,}/g, '，')
    .replace(/^[\s,，;；。、:：\-/]+|[\s,，;；、:：\-/]+$/g, '')
    .replace(GREETING, '')
    .slice(0, 200);
}
