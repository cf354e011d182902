import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';
import { type Occasion, rankTemplates } from './score.ts';

const TEMPLATES = [
  { code: 'ac-install', name: '空调安装', summary: '上门安装壁挂或柜式空调，按实际用料结算' },
  { code: 'ac-repair', name: '空调维修', summary: '不制冷、漏水、异响，先检测后报价' },
  { code: 'ac-clean', name: '空调清洗', summary: '内机深度清洗消毒' },
  { code: 'ac-move', name: '空调移机', summary: '拆下、运到新家、装好' },
  { code: 'heater-repair', name: '热水器维修', summary: '打不着火、忽冷忽热' },
  { code: 'heater-install', name: '燃气热水器安装', summary: '含烟管与水管' },
  { code: 'hood-clean', name: '油烟机清洗', summary: '免拆或拆洗' },
  { code: 'lock-install', name: '智能锁安装', summary: '换锁体、录指纹' },
  { code: 'general', name: '上门服务', summary: '其他上门项目' },
];
const NOBODY: Occasion = { wish: null, symptoms: [], device: '', owned: [], history: [], month: 4 };

/** The occasion that a message makes. */
function saying(message: string, over: Partial<Occasion> = {}): Occasion {
  const { wish, symptoms, device } = recognise(message, { now: Date.parse('2026-11-22T10:20:00+08:00') });
  return { ...NOBODY, wish, symptoms, device: device?.value.kind ?? '', ...over };
}
const top = (occasion: Occasion) => {
  const [first] = rankTemplates(TEMPLATES, occasion);
  return [first!.template.code, first!.reason?.type ?? null, first!.reason?.word ?? null];
};

describe('the template that is likely wanted', () => {
  it.each([
    ['空调不制冷了', ['ac-repair', 'symptom', '不制冷']],
    ['格力空调安装', ['ac-install', 'wish', '安装']],
    ['空调移机', ['ac-move', 'wish', '移机']],
    ['热水器打不着火', ['heater-repair', 'symptom', '打不着火']],
    ['洗油烟机', ['hood-clean', 'wish', '洗油烟机']],
    ['燃气热水器装一下', ['heater-install', 'wish', '装一下']],
    ['中央空调漏水', ['ac-repair', 'symptom', '漏水']],
    ['想要新装个指纹锁', ['lock-install', 'wish', '新装']],
    ['热水器', ['heater-repair', 'device', '热水器']],
  ])('%s', (message, expected) => expect(top(saying(message))).toEqual(expected));

  it('goes by what the customer has and had when nothing was said', () => {
    expect(top({ ...NOBODY, owned: ['油烟机'] })).toEqual(['hood-clean', 'owned', '油烟机']);
    expect(top({ ...NOBODY, history: ['lock-install'] })).toEqual(['lock-install', 'history', '智能锁安装']);
    expect(top({ ...NOBODY, month: 7 })).toEqual(['ac-install', 'season', '空调']);
    expect(top({ ...NOBODY, month: 12 })).toEqual(['heater-repair', 'season', '热水器']);
  });

  it('says nothing where nothing speaks for any, and keeps their order', () => {
    const ranked = rankTemplates(TEMPLATES, { ...NOBODY, month: 2, device: '跑步机' }).filter(({ reason }) => reason !== null);
    expect(ranked).toEqual([]);
    const quiet = rankTemplates(TEMPLATES.slice(3, 4), NOBODY);
    expect(quiet).toMatchObject([{ score: 0, reason: null }]);
  });

  it('puts what is said above what the customer has', () => {
    expect(top(saying('热水器不热', { owned: ['空调'], history: ['ac-install', 'ac-repair'], month: 7 }))).toEqual([
      'heater-repair',
      'symptom',
      '不热',
    ]);
  });
});

describe('for any occasion', () => {
  const occasion = fc.record({
    wish: fc.option(
      fc.record({ value: fc.constantFrom('install', 'repair', 'clean', 'move', 'replace'), word: fc.constantFrom('装', '修', '洗') }),
    ),
    symptoms: fc.array(fc.constantFrom('不制冷', '漏水'), { maxLength: 2 }),
    device: fc.constantFrom('', '空调', '热水器', '冰箱'),
    owned: fc.array(fc.constantFrom('空调', '油烟机', '电视'), { maxLength: 3 }),
    history: fc.array(fc.constantFrom(...TEMPLATES.map(({ code }) => code)), { maxLength: 4 }),
    month: fc.integer({ min: 1, max: 12 }),
  }) as fc.Arbitrary<Occasion>;

  it('every template is there once, in falling order, whatever order they came in', () => {
    fc.assert(
      fc.property(occasion, fc.shuffledSubarray(TEMPLATES, { minLength: TEMPLATES.length }), (given, shuffled) => {
        const ranked = rankTemplates(shuffled, given);
        expect(ranked.map(({ template }) => template.code).sort()).toEqual(TEMPLATES.map(({ code }) => code).sort());
        for (let at = 1; at < ranked.length; at += 1) expect(ranked[at - 1]!.score).toBeGreaterThanOrEqual(ranked[at]!.score);
        const scores = (list: typeof ranked) => Object.fromEntries(list.map(({ template, score }) => [template.code, score]));
        expect(scores(ranked)).toEqual(scores(rankTemplates(TEMPLATES, given)));
        // a reason is never given for what was pushed down
        for (const { score, reason } of ranked) expect(reason === null || score > 0).toBe(true);
      }),
    );
  });
});
