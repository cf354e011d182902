import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fullName } from '../region/region.ts';
import { fold } from './fold.ts';
import { MESSAGES } from './messages.test-data.ts';
import { LONGEST_MESSAGE, type Recognised, recognise } from './recognise.ts';

/** Sunday. */
const NOW = Date.parse('2026-11-22T10:20:00+08:00');
const read = (message: string) => recognise(message, { now: NOW });

/** What was recognised on one line, as the table writes it. */
function line({ name, phone, region, address, from, device, wish, symptoms, time, urgent }: Recognised): string {
  const doubt = (found: { doubt: unknown }) => (found.doubt === null ? '' : '?');
  return [
    name && name.value + doubt(name),
    phone && (phone.value || '***') + (phone.extension ? `#${phone.extension}` : '') + doubt(phone),
    region && (region.value ? fullName(region.value) : `${region.others.length}地`) + doubt(region),
    address && address.value + doubt(address),
    from && `旧 ${from.value.text}${doubt(from)}`,
    device && Object.values(device.value).filter(Boolean).join('/') + doubt(device),
    wish && wish.value + doubt(wish),
    symptoms.join('+') || null,
    time && [time.value.date.slice(5), time.value.from, time.value.to].filter((part) => part !== null).join(' ') + doubt(time),
    urgent && `!${urgent.word}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

describe('messages as people send them', () => {
  test.each(MESSAGES)('%j', (message, recognised) => expect(line(read(message))).toBe(recognised));

  test('are many, and no two the same', () => {
    expect(new Set(MESSAGES.map(([message]) => message)).size).toBe(MESSAGES.length);
    expect(MESSAGES.length).toBeGreaterThanOrEqual(150);
  });
});

describe('what cannot be known', () => {
  it('takes the namesake where the reader works, and says that it is a guess', () => {
    const near = (scopes: string[]) => recognise('西湖区文三路478号', { now: NOW, near: scopes }).region;
    expect(near(['330000'])).toMatchObject({ value: '330106', doubt: 'ambiguous', others: ['360103'] });
    expect(near(['360100'])).toMatchObject({ value: '360103' });
    // everywhere is nowhere in particular
    expect(near(['000000'])).toMatchObject({ value: '', others: ['330106', '360103'] });
    expect(near(['440000'])).toMatchObject({ value: '' });
  });

  it('keeps the names of a place in the street while it is ambiguous, so that nothing is lost', () => {
    expect(read('西湖区文三路478号').address?.value).toBe('西湖区文三路478号');
    expect(read('杭州西湖区文三路478号').address?.value).toBe('文三路478号');
  });

  it('names every doubt', () => {
    const doubts = (message: string) => {
      const found = read(message);
      return [found.name, found.phone, found.region, found.time].map((each) => each?.doubt ?? null);
    };
    expect(doubts('晴天 13800138000 13900139000 鼓楼区 3点')).toEqual(['guessed', 'several', 'ambiguous', 'guessed']);
    expect(doubts('张三 13800138000转1234 苏州工业园区星湖街1号 11月1日上午')).toEqual([null, 'extension', 'shallow', 'past']);
    expect(doubts('138****8000 张三 北京市朝阳区望京街道')).toEqual(['guessed', 'hidden', null, null]);
  });

  it('keeps the rest of the message for the note, without what has a field of its own', () => {
    expect(read('张三 13800138000 北京市朝阳区建国路88号 空调不制冷，狗很凶，来前打电话').note).toBe('空调不制冷,狗很凶,来前打电话');
    expect(read('您好，我住朝阳区望京西园三区308号楼6层602，没电梯,新买的空调想装，13800138000').note).toBe('没电梯,新买的空调想装');
    expect(read('你好！格力空调在家里响，我家在北京市朝阳区建国路88号，来前打电话').note).toBe('格力空调在家里响，来前打电话');
    expect(read('姓名：张三\n电话：13800138000\n地址：北京市朝阳区建国路88号').note).toBe('');
  });
});

/** Pieces that messages are made of, whole and broken. */
const fragment = fc.constantFrom(
  ...[
    '张三',
    '欧阳晓雨',
    '王先生',
    '我叫',
    '姓名：',
    '收货人:',
    '电话',
    '地址：',
    '所在地区',
    '13800138000',
    '138 0013 8000',
    '+86',
    '0086-',
    '010-88886666',
  ],
  ...[
    '138****8000',
    '转1234',
    '北京',
    '北京市',
    '朝阳区',
    '朝阳',
    '城区',
    '吉林省吉林市',
    '深圳南山',
    '建国路88号',
    '3号楼',
    '1201',
    '2单元',
    '阳光花园',
    '号',
    '路',
  ],
  ...[
    '空调',
    '格力',
    'KFR-35GW/N8',
    '不制冷',
    '安装',
    '修',
    '移机',
    '从',
    '搬到',
    '拆',
    '明天',
    '后天下午',
    '下周三',
    '3点半',
    '14:00-16:00',
    '11月31日',
    '2月30日',
    '99点',
    '尽快',
    '不急',
  ],
  ...[
    ' ',
    '\n',
    '\r\n',
    '，',
    ',',
    '。',
    '|',
    '/',
    '\t',
    '\u3000',
    '\u200b',
    '🙂',
    '👨‍👩‍👧',
    '\ud83d',
    '\0',
    '１３８００１３８０００',
    '（',
    '）',
    '"',
    '{',
    '<b>',
    '\u202e',
    '·',
  ],
);
const message = fc.oneof(
  fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 200, unit: 'binary' }),
  fc.string({ maxLength: 200, unit: 'grapheme' }),
);

describe('for any text', () => {
  it('throws at nothing, says the same twice, and points into the text', () => {
    fc.assert(
      fc.property(message, (text) => {
        const found = read(text);
        expect(read(text)).toEqual(found);
        for (const part of [
          found.name,
          found.phone,
          found.region,
          found.address,
          found.from,
          found.device,
          found.wish,
          found.time,
          found.urgent,
        ]) {
          if (part === null) continue;
          expect(0 <= part.start && part.start <= part.end && part.end <= text.length).toBe(true);
        }
        expect(found.note.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 3000 },
    );
  });

  it('makes nothing up: name, number, model and serial stand in the text as they are, and the street has no figure that the text has not', () => {
    fc.assert(
      fc.property(message, (text) => {
        const folded = fold(text);
        const digits = (part: string) => part.replace(/\D/g, '');
        const { name, phone, address, from, device, note } = read(text);
        if (from) expect(folded.slice(from.start, from.end)).toBe(from.value.text);
        if (name) expect(folded.slice(name.start, name.end)).toBe(name.value);
        if (phone?.value) expect(digits(folded.slice(phone.start, phone.end))).toContain(phone.value);
        for (const value of [device?.value.model, device?.value.serial]) if (value) expect(folded).toContain(value);
        if (address) expect(digits(folded.slice(address.start, address.end))).toBe(digits(address.value));
        expect(isSubsequence(digits(note), digits(folded))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds a name, a number and an address wherever they stand', () => {
    const name = fc.constantFrom('张三', '李小龙', '欧阳晓雨', '王先生');
    const phone = fc
      .tuple(fc.constantFrom('38', '59', '86'), fc.integer({ min: 10_000_000, max: 99_999_999 }))
      .map(([a, b]) => `1${a}${b}`);
    const place = fc.constantFrom(['北京市朝阳区', '110105'], ['广东省深圳市南山区', '440305'], ['湖北省仙桃市', '429004']);
    const blank = fc.constantFrom(' ', '，', '\n', ', ', '\u3000');
    fc.assert(
      fc.property(
        name,
        phone,
        place,
        fc.integer({ min: 1, max: 999 }),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        blank,
        (n, p, [names, code], no, order, gap) => {
          const parts = [n, p, `${names}人民路${no}号2单元301`];
          const found = read(order.map((index) => parts[index]).join(gap));
          expect([found.name?.value, found.phone?.value, found.region?.value, found.address?.value]).toEqual([
            n,
            p,
            code,
            `人民路${no}号2单元301`,
          ]);
        },
      ),
    );
  });
});

describe('hostile input', () => {
  it.each([
    ['one name again and again', '朝阳区城区深圳'],
    ['numbers without end', '1380013800'],
    ['numbers in groups', '138 0013 80 '],
    ['roads', '建国路88号'],
    ['moves', '从朝阳搬到'],
    ['beginnings of moves', '从由'],
    ['labels', '姓名：地址：电话：'],
    ['half stamps', '张三 2026/11/22 \n'],
    ['wishes', '不制冷安装维修拆洗'],
    ['times', '明天下午3点到'],
    ['models', 'KFR-35GW/N8-'],
    ['surnames', '王李张刘欧阳'],
    ['blanks', ' \n\t,，'],
    ['letters', 'aA-0/'],
    ['emoji', '🙂👨‍👩‍👧'],
    ['brackets', '((((([[[[{{{{'],
  ])('%s take no longer than their length', (_what, unit) => {
    const long = unit.repeat(Math.ceil(LONGEST_MESSAGE / unit.length));
    read(long);
    const started = performance.now();
    read(long);
    // about 10 ms; a pattern that backs off by the square takes seconds
    expect(performance.now() - started).toBeLessThan(400);
  });

  it('looks no further than its limit', () => {
    const message = `${'好'.repeat(LONGEST_MESSAGE)}13800138000`;
    expect(read(message).phone).toBeNull();
  });
});

/** Whether the characters of one text stand in another in the same order. */
function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const char of whole) if (char === part[at]) at += 1;
  return at === part.length;
}
