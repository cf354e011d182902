/** Answers about settlement, cash and the ledger. */
import { DAY, dayText, HOUR, id, LINES, NOW, summary, TOTALS } from './fixture-data.ts';
import { type Answer, type Input, paged } from './fixture-paged.ts';

const step = (
  text: string,
  after: string | null = null,
  before: string | null = null,
  outcome: 'applied' | 'lost' | 'info' = 'applied',
) => ({ text, outcome, before, after });

const bill = (visit: number, scope: 'all' | 'fee', state: string) => ({
  visit,
  scope,
  kind: 'actual',
  state,
  book: 'CN-2026H2@1',
  tier: 'T1',
  tierName: '一线核心',
  tierRule: 'core',
  tierRuleName: '一线城市核心区',
  totals: TOTALS,
  outlet: 8690,
  lines: LINES.map((line, index) => ({
    ...line,
    adjustments: index === 0 ? ['FLOOR-CAP'] : [],
    split: line.kind === 'part' ? 'PART80' : line.kind === 'fee' ? 'FEE100' : 'LABOUR70',
    crew: [{ installer: id(700), name: '张师傅', share: line.earn ?? 0 }],
  })),
  tierWhy: [
    step('core：地区北京市朝阳区，命中，优先级最高'),
    step('first-outer：也命中，但地区深度较浅（市级）', null, null, 'lost'),
    step('key-account：合作不符', null, null, 'lost'),
  ],
  why: LINES.flatMap((line, index) =>
    (['charge', 'settle', 'cost', 'earn'] as const).map((side) => ({
      line: index,
      side,
      steps:
        side === 'earn'
          ? [step(`分成 LABOUR70：结算价 × 0.7`, String(line.earn))]
          : [
              step(`T1 价 × ${line.quantity}`, String(line[side])),
              step('雨季上浮：同组“季节”里节假日上浮更优先', null, null, 'lost'),
              step('高层系数 × 1.05', String(line[side]), `${Math.round((line[side] ?? 0) / 1.05)}.5`),
              step('四舍五入到分', String(line[side]), `${line[side]}.25`, 'info'),
            ],
    })),
  ),
});

const settlement = (input: Input) => ({
  orderId: String(input['orderId']),
  number: 'MD2611227K2Q04',
  settlementState: 'pending',
  ...bill(2, 'all', 'pending'),
  earlier: [bill(1, 'fee', 'eligible')],
  waivers: [{ id: id(960), amount: 5_000, reason: '少打一个孔，按约定减免', at: NOW - HOUR, by: '客服小周', voided: null }],
  net: { charge: 95_490, settle: 64_200, earn: 46_820, cost: 59_400, profit: 42_380 },
  postings: [
    {
      id: id(800),
      at: NOW - 2 * HOUR,
      businessDay: dayText(NOW),
      kind: 'completion',
      entries: [
        { account: 'receivable:customer', accountName: '应收客户', party: '王秀兰', debit: 85490, credit: 0 },
        { account: 'revenue', accountName: '服务收入', party: null, debit: 0, credit: 85490 },
        { account: 'cost:service', accountName: '服务成本', party: null, debit: 32100, credit: 0 },
        { account: 'payable:outlet', accountName: '应付网点', party: '朝阳一店', debit: 0, credit: 8690 },
        { account: 'payable:installer', accountName: '应付师傅', party: '张师傅', debit: 0, credit: 23410 },
        { account: 'cost:parts', accountName: '备件成本', party: null, debit: 29700, credit: 0 },
        { account: 'clearing:parts', accountName: '备件待摊', party: null, debit: 0, credit: 29700 },
      ],
    },
    {
      id: id(801),
      at: NOW - HOUR,
      businessDay: dayText(NOW),
      kind: 'waiver',
      entries: [
        { account: 'revenue', accountName: '服务收入', party: null, debit: 5000, credit: 0 },
        { account: 'receivable:customer', accountName: '应收客户', party: '王秀兰', debit: 0, credit: 5000 },
      ],
    },
  ],
});

export const MONEY_ANSWERS: Readonly<Record<string, Answer>> = {
  'settlement.order': settlement,
  'settlement.list': (input) =>
    paged(input, 30, (n) => ({
      orderId: id(n),
      number: summary(n).number,
      templateName: summary(n).templateName,
      regionName: summary(n).regionName,
      tierName: '一线核心',
      book: 'CN-2026H2@1',
      settlementState: String(input['state'] ?? 'pending'),
      installerName: '张师傅',
      totals: { ...TOTALS, profit: n === 3 ? -4_120 : TOTALS.profit },
      finishedAt: NOW - n * 5 * HOUR,
      posted: n !== 0,
    })),
  'cash.list': () => ({
    items: [
      { installerId: id(711), name: '李师傅', taken: 1_284_000, handedIn: 800_000, inHand: 484_000, lastDay: '2026-11-24' },
      { installerId: id(712), name: '王大力', taken: 85_490, handedIn: 0, inHand: 85_490, lastDay: null },
      { installerId: id(713), name: '阿卜杜拉·买买提·艾合买提江', taken: 60_000, handedIn: 60_000, inHand: 0, lastDay: '2026-10-31' },
      { installerId: id(714), name: '赵师傅', taken: 0, handedIn: 12_000, inHand: -12_000, lastDay: '2026-11-02' },
    ],
    inHand: 557_490,
  }),
  'cash.installer': (input) => ({
    installerId: String(input['installerId']),
    name: '李师傅',
    taken: 1_284_000,
    handedIn: 800_000,
    inHand: 484_000,
    monthEarned: 312_650,
    handovers: [
      { id: id(890), amount: 500_000, day: '2026-11-24', note: '现金，门店代收', at: NOW - 4 * DAY, by: '陈会计', voided: null },
      {
        id: id(891),
        amount: 50_000,
        day: '2026-11-20',
        note: '转账',
        at: NOW - 8 * DAY,
        by: '陈会计',
        voided: { at: NOW - 7 * DAY, by: '陈会计', reason: '记错了人，应记在王大力名下' },
      },
      { id: id(892), amount: 300_000, day: '2026-10-31', note: '', at: NOW - 28 * DAY, by: '陈会计', voided: null },
    ],
    collections: [
      {
        id: id(893),
        orderId: id(4),
        number: 'MD2611284MX481',
        kind: 'collect' as const,
        amount: 85_490,
        day: '2026-11-27',
        method: 'cash' as const,
      },
      {
        id: id(894),
        orderId: id(5),
        number: 'MD2611285MX482',
        kind: 'refund' as const,
        amount: 20_000,
        day: '2026-11-26',
        method: 'cash' as const,
      },
    ],
  }),
  'ledger.trialBalance': () => ({
    accounts: [
      { account: 'receivable:customer', name: '应收客户', debit: 12_854_900, credit: 0, balance: 12_854_900 },
      { account: 'revenue', name: '服务收入', debit: 0, credit: 12_854_900, balance: -12_854_900 },
      { account: 'cost:service', name: '服务成本', debit: 5_321_000, credit: 0, balance: 5_321_000 },
      { account: 'payable:outlet', name: '应付网点', debit: 0, credit: 1_486_900, balance: -1_486_900 },
      { account: 'payable:installer', name: '应付师傅', debit: 0, credit: 3_834_100, balance: -3_834_100 },
      { account: 'cost:parts', name: '备件成本', debit: 2_970_000, credit: 0, balance: 2_970_000 },
      { account: 'clearing:parts', name: '备件待摊', debit: 0, credit: 2_970_000, balance: -2_970_000 },
    ],
    debit: 21_145_900,
    credit: 21_145_900,
    balanced: true,
    postings: 1284,
  }),
};
