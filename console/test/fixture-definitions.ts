/** Answers about price books, templates and the catalogue. */
import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { checkNewBook } from '@mingdan/shared/pricing/check-book';
import { compileBook } from '@mingdan/shared/pricing/compile-book';
import { BOOK, DAY, EARLIER_TEMPLATE, id, MINUTE, NOW, TEMPLATE } from './fixture-data.ts';
import { type Answer, paged } from './fixture-paged.ts';

const head = (version: number, active: boolean) => ({
  code: BOOK.code,
  version,
  validFrom: BOOK.validFrom ?? null,
  validTo: BOOK.validTo ?? null,
  tiers: BOOK.tiers.length,
  items: BOOK.items.length,
  adjustments: BOOK.adjustments?.length ?? 0,
  fees: BOOK.fees?.length ?? 0,
  splits: BOOK.splits?.length ?? 0,
  publishedAt: NOW - version * 30 * DAY,
  publishedBy: '财务陈会计',
  active,
});

const templateHead = (version: number, active: boolean) => ({
  code: 'ac-install',
  version,
  name: '空调安装',
  scene: 'aftersale',
  icon: 'air-conditioner',
  summary: '上门安装壁挂或柜式空调，按实际用料结算',
  publishedAt: NOW - 3 * DAY,
  publishedBy: '管理员林工',
  active,
  withdrawnAt: null,
});

const FINDINGS = [
  {
    severity: 'warning' as const,
    code: 'PRICE_MISSING',
    path: 'items.7.prices.T9.charge',
    message: '“加长铜管”在乡镇偏远档没有客户价，到那里的工单会算不出价',
  },
  {
    severity: 'warning' as const,
    code: 'NEVER_WINS',
    path: 'adjustments.4',
    message: '“雨季上浮”永远不会生效：同组的“节假日上浮”总是更优先',
  },
];

const ERRORS = [
  { severity: 'error' as const, code: 'FEN_NOT_INTEGER', path: 'items.3.prices.T2.charge', message: '价格要用整数分，现在是 163.5' },
  { severity: 'error' as const, code: 'TIER_UNKNOWN', path: 'tierRules.1.tier', message: '规则 TR2 归入的档位 T12 不存在' },
  ...FINDINGS,
];

const catalogEntry = (n: number) => {
  const { code, name, kind, unit } = BOOK.items[n]!;
  return {
    code,
    name,
    kind,
    unit,
    category: ['安装', '维修', '管路'][n % 3]!,
    model: n % 2 ? 'TP-3' : '',
    brand: n % 2 ? '海亮' : '',
    keywords: '',
    active: n % 7 !== 6,
    version: 1,
  };
};

const FLOW = TEMPLATE['flow'] as FlowDefinition;

const DECIDES = FLOW.edges.findIndex(({ when }) => when !== undefined);

/** The template whose decision calculates: with amounts, and with brackets on the other side. */
const CALCULATING = {
  ...TEMPLATE,
  flow: {
    ...FLOW,
    edges: FLOW.edges.with(DECIDES, {
      ...FLOW.edges[DECIDES]!,
      when: {
        and: [
          { '>': [{ '-': [{ '*': [{ var: '$order.charge' }, 2] }, { '*': [{ var: 'floor' }, 1500] }] }, 200_000] },
          { '>=': [{ var: 'floor' }, { '*': [{ '+': [{ var: '$attempt' }, 1] }, 3] }] },
          { '!!': [{ var: 'lift' }] },
        ],
      },
    }),
  },
};

const CALCULATED_ROW = `flow.edges.${DECIDES}.when.and.1.>=`;

const draftHead = (n: number) => ({
  id: id(9002 + n),
  code: n === 0 ? BOOK.code : 'SPRING-2027',
  baseVersion: n === 0 ? 2 : null,
  revision: 4 + n,
  createdAt: NOW - 2 * DAY,
  updatedAt: NOW - (n + 1) * 20 * MINUTE,
  updatedBy: n === 0 ? '财务陈会计' : '管理员林工',
});

/** The book in hand: some prices up, one item gone, one new without all its prices, a rule changed. */
const DRAFT_BOOK = {
  ...BOOK,
  version: 3,
  items: [
    ...BOOK.items.slice(0, -1).map((item, n) => ({
      ...item,
      prices: Object.fromEntries(
        Object.entries(item.prices).map(([tier, cell]) => [
          tier,
          { ...cell, ...(n % 3 === 0 && cell.charge != null ? { charge: Math.round(cell.charge * 1.08) } : {}) },
        ]),
      ),
    })),
    {
      code: 'AC-CLEAN-DEEP',
      name: '空调深度清洗（含外机、蒸发器拆洗与消毒）',
      kind: 'labour' as const,
      unit: '台',
      prices: { T1: { charge: 19_900, settle: 12_000, cost: 0 } },
    },
  ],
  adjustments: (BOOK.adjustments ?? []).map((rule, n) => (n === 0 ? { ...rule, op: { multiply: '1.35' } } : rule)),
};

/** As many items as a large company has, with a price in every tier. */
const BIG_BOOK = {
  ...BOOK,
  items: Array.from({ length: 1_000 }, (_, n) => ({
    code: `ITEM-${String(n).padStart(4, '0')}`,
    name: `${BOOK.items[n % BOOK.items.length]!.name} ${n}`,
    kind: 'labour' as const,
    unit: '次',
    prices: Object.fromEntries(BOOK.tiers.map((tier, at) => [tier.code, { charge: 10_000 + n * 100 - at * 500, settle: 8_000, cost: 0 }])),
  })),
};

const compiled = compileBook(BOOK);

export const DEFINITION_ANSWERS: Readonly<Record<string, Answer>> = {
  'catalog.items': (input) => ({
    items: BOOK.items
      .filter((item) => input['kind'] === undefined || item.kind === input['kind'])
      .filter((item) => input['q'] === undefined || item.name.includes(String(input['q'])))
      .map((item) => ({ code: item.code, name: item.name, kind: item.kind, unit: item.unit, category: '空调' })),
  }),
  'catalog.list': (input) => ({
    ...paged(input, BOOK.items.length, catalogEntry, (row) => input['kind'] === undefined || row.kind === input['kind']),
    categories: ['安装', '维修', '管路'],
    total: BOOK.items.length,
  }),
  'catalog.save': (input) => ({ ...input, version: 2 }),
  'catalog.readFile': () => ({
    items: [
      { ...catalogEntry(0), name: '壁挂空调安装', before: catalogEntry(0) },
      { ...catalogEntry(1), code: 'NEW-1', version: null, before: null },
    ],
    same: 18,
    findings: [{ severity: 'error', sheet: '项目', row: 9, column: 'C', message: '「人工」只能是：服务项目、备件、附加费' }],
  }),
  'catalog.import': () => ({ added: 1, changed: 1 }),
  'catalog.workbook': () => ({ name: '项目与备件.xlsx', type: 'application/octet-stream', base64: 'UEsDBA==' }),
  'books.list': () => ({ items: [head(2, true), head(1, false)] }),
  'books.get': (input) => ({
    head: head(Number(input['version']), true),
    book: { ...BOOK, version: Number(input['version']) },
    findings: FINDINGS,
  }),
  'books.check': (input) => {
    const isBad = (input['book'] as { code?: string }).code === 'BAD';
    const findings = isBad ? ERRORS : FINDINGS;
    return { findings, errors: isBad ? 2 : 0, warnings: 2 };
  },
  'books.drafts': () => ({ items: [draftHead(0), draftHead(1)] }),
  'books.draft': (input) => ({
    head: { ...draftHead(0), id: input['draftId'] },
    book: input['draftId'] === id(9001) ? BIG_BOOK : DRAFT_BOOK,
    findings: checkNewBook(DRAFT_BOOK),
  }),
  'books.openDraft': () => ({ id: id(9002), revision: 1 }),
  'books.saveDraft': (input) => ({ revision: Number(input['revision']) + 1, updatedAt: NOW, findings: checkNewBook(input['book']) }),
  'books.discardDraft': () => ({ code: BOOK.code }),
  'books.publishDraft': () => ({ code: BOOK.code, version: 3, warnings: [] }),
  'books.readFile': (_input, body = '') => {
    const isBad = body.includes('"BAD"');
    return {
      book: isBad ? { ...BOOK, code: 'BAD' } : { ...DRAFT_BOOK, code: 'GOOD' },
      findings: isBad
        ? [
            {
              severity: 'error',
              sheet: '项目价格',
              row: 12,
              column: 'E',
              message: '「面议」不是金额；写作 1234.50 或 ¥1,234.50，最多两位小数',
            },
            { severity: 'error', sheet: '项目价格', row: 15, column: 'A', message: '编码「AC-INSTALL」在第 2 行已经有了，这一行没有读取' },
            { severity: 'warning', sheet: '分成', row: 3, column: 'E', message: '这一格是公式，读到的是文件保存时的结果 0.7' },
          ]
        : [],
      bookFindings: isBad ? ERRORS : FINDINGS,
    };
  },
  'books.workbook': () => ({ name: 'CN-2026H2-v2.xlsx', type: 'application/octet-stream', base64: 'UEsDBA==' }),
  'books.draftWorkbook': () => ({ name: 'CN-2026H2-草稿.xlsx', type: 'application/octet-stream', base64: 'UEsDBA==' }),
  'books.publish': () => ({ code: BOOK.code, version: 3, warnings: FINDINGS }),
  'books.try': (input) => compiled.explain(input['order']),
  'templates.startForm': () => ({
    code: 'ac-install',
    version: 2,
    name: '空调安装',
    fields: [
      {
        definition: {
          key: 'slot',
          type: 'timeslot',
          label: '预约时段',
          slots: [
            { from: '08:00', to: '10:00' },
            { from: '14:00', to: '16:00' },
          ],
        },
        required: true,
        value: null,
      },
      { definition: { key: 'services', type: 'service-lines', label: '服务项目' }, required: true, value: null },
    ],
    lines: [],
    items: [
      { code: 'AC-REPAIR', name: '空调维修', unit: '次', kind: 'labour', own: true },
      { code: 'CAPACITOR', name: '启动电容', unit: '个', kind: 'part', own: false },
    ],
  }),
  'templates.drafts': () => ({ items: [{ ...draftHead(0), code: 'ac-install' }] }),
  'templates.draft': (input) => ({
    head: { ...draftHead(0), id: input['draftId'], code: 'ac-install' },
    template: { ...(input['draftId'] === id(9003) ? CALCULATING : TEMPLATE), version: 3, name: '空调安装（夏季）' },
    findings: [
      ...(input['draftId'] === id(9003)
        ? [{ severity: 'error', code: 'CONDITION_INVALID', path: CALCULATED_ROW, message: '数字超出范围' }]
        : []),
      { severity: 'warning', code: 'REQUIRED_BUT_HIDDEN', path: 'form.fields.1.required', message: '“详细地址”在师傅那里必填，却看不见' },
    ],
  }),
  'templates.openDraft': () => ({ id: id(9002), revision: 1 }),
  'templates.saveDraft': (input) => ({ revision: Number(input['revision']) + 1, updatedAt: NOW, findings: [] }),
  'templates.discardDraft': () => ({ code: 'ac-install' }),
  'templates.publishDraft': () => ({ code: 'ac-install', version: 3, warnings: [] }),
  'templates.readFile': () => ({ template: TEMPLATE, findings: [], templateFindings: [] }),
  'templates.list': () => ({ items: [templateHead(2, true), templateHead(1, false)] }),
  'templates.get': (input) => ({
    head: templateHead(Number(input['version']), true),
    template: String(input['version']) === '1' ? EARLIER_TEMPLATE : TEMPLATE,
    findings: [],
  }),
  'templates.check': () => ({ findings: [], errors: 0, warnings: 0 }),
  'templates.publish': () => ({ code: 'ac-install', version: 3, warnings: [] }),
};
