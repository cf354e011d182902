import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import { template } from './build.ts';
import { ARRIVAL, BRAND, choice, deskSla, is, MODEL, photos, REVIEW, reading, SERIAL, SIGNATURE, visitSla, words, yesNo } from './parts.ts';
import { desk, gone, rebook, visit, work } from './steps.ts';

const GAS = is('energy', 'gas');

/** 热水器安装: what burns gas is looked at by the outlet's manager before it is settled. */
const heater = template({
  code: 'heater-install',
  name: '热水器安装',
  summary: '燃气、电、太阳能、空气能；燃气要验漏照片并由网点复核',
  icon: 'tool',
  scene: 'trade',
  asks: [
    choice('energy', '能源', { electric: '电', gas: '燃气', solar: '太阳能', air: '空气能' }),
    BRAND,
    MODEL,
    choice('gasType', '气种', { natural: '天然气', liquefied: '液化气' }, { visible: GAS }),
    yesNo('oldRemove', '要拆旧机'),
    yesNo('wallSolid', '承重墙'),
  ],
  notes: [
    ARRIVAL,
    yesNo('powerOk', '接地与漏保合格', { required: true }),
    photos('photosLeak', '验漏照片', 1, 4, GAS),
    yesNo('flueOutside', '烟管通到室外', { required: true, visible: GAS }),
    photos('photosAfter', '装好后照片', 1, 6),
    SERIAL,
    SIGNATURE,
    REVIEW,
  ],
  shown: ['photosAfter', 'serial', 'signature', 'photosLeak'],
  tasks: [
    visit(
      {
        key: 'install',
        name: '上门安装',
        edits: ['arrival', 'services', 'parts', 'powerOk', 'photosLeak', 'flueOutside', 'photosAfter', 'serial', 'model', 'signature'],
      },
      '师傅上门安装',
      { done: ['装好了', 'is-gas'], unsafe: ['不具备安装条件', 'unsafe'] },
      ['unsafe'],
    ),
    desk(
      { key: 'gas-review', name: '燃气安全复核', edits: ['reviewNote'], by: 'outlet_manager', phase: 'review' },
      { done: ['合格', 'actual-quote'] },
      { return: ['退回整改', 'install'] },
    ),
    desk(
      { key: 'unsafe', name: '条件不具备，联系客户', edits: ['slot', 'note'], phase: 'waiting', label: '等待现场整改' },
      { again: ['整改后再装', 'install'] },
      gone('客户取消'),
    ),
    rebook('install'),
  ],
  forks: [{ key: 'is-gas', name: '是否燃气', phase: 'review', when: [{ holds: GAS, to: 'gas-review' }], otherwise: 'actual-quote' }],
  first: 'install',
  offer: { timeBox: 'PT15M', rounds: 5 },
  slas: [visitSla('P5D', 'P1D'), deskSla('PT8H')],
  answers: { energy: 'electric' },
  lines: {
    services: [{ item: 'HEATER-INSTALL', quantity: '1' }],
    parts: [
      { item: 'WATER-HOSE', quantity: '2' },
      { item: 'ANGLE-VALVE', quantity: '1' },
    ],
  },
});

/** 净水器滤芯更换: short, regular, with two readings instead of a signature. */
const filter = template({
  code: 'water-filter',
  name: '净水器滤芯更换',
  summary: '到期换芯，换前换后各测一次水质',
  icon: 'tool',
  asks: [
    choice('system', '净水方式', { ro: '反渗透', uf: '超滤', pre: '前置过滤', soft: '软水机' }),
    MODEL,
    choice('cycle', '更换周期', { half: '半年', year: '一年', two: '两年' }),
    yesNo('fullSet', '整套更换'),
  ],
  notes: [
    ARRIVAL,
    reading('tdsBefore', '换前 TDS', 0, 3000, { required: true }),
    reading('tdsAfter', '换后 TDS', 0, 3000, { required: true }),
    photos('photosFilter', '新旧滤芯照片', 1, 4),
    words('highReason', '换后仍偏高的原因', { required: true, max: 100, visible: { '>': [{ var: 'tdsAfter' }, 100] } }),
    choice('nextReminder', '下次提醒', { three: '三个月后', six: '半年后', twelve: '一年后' }),
  ],
  shown: ['tdsBefore', 'tdsAfter', 'photosFilter', 'nextReminder'],
  tasks: [
    visit(
      {
        key: 'swap',
        name: '上门换芯',
        edits: ['arrival', 'services', 'parts', 'tdsBefore', 'tdsAfter', 'photosFilter', 'highReason', 'nextReminder'],
      },
      '师傅上门换芯',
      { done: ['换好了', 'actual-quote'], leak: ['发现漏水，要维修', 'leak'] },
      ['leak'],
    ),
    desk(
      { key: 'leak', name: '改为维修，告知客户', edits: ['services', 'parts', 'note'], phase: 'review', label: '确认维修' },
      { done: ['客户同意维修', 'swap'] },
      gone('客户不修'),
    ),
    rebook('swap'),
  ],
  first: 'swap',
  offer: { timeBox: 'PT60M', rounds: 3 },
  slas: [visitSla('P7D', 'P1D'), deskSla('PT8H')],
  answers: { system: 'ro', cycle: 'year' },
  lines: {
    services: [{ item: 'WATER-FILTER-SWAP', quantity: '1' }],
    parts: [
      { item: 'FILTER-PP', quantity: '1' },
      { item: 'FILTER-CARBON', quantity: '1' },
    ],
  },
});

/** 智能马桶安装: the pit is measured before anything is taken apart; a wrong distance needs a shifter that the customer agrees to. */
const toilet = template({
  code: 'toilet-install',
  name: '智能马桶安装',
  summary: '先量坑距再拆旧，需要移位器先问客户',
  icon: 'tool',
  scene: 'trade',
  asks: [
    choice('kind', '类型', { whole: '一体机', seat: '马桶盖' }),
    MODEL,
    yesNo('oldRemove', '拆除旧马桶', { visible: is('kind', 'whole') }),
    reading('pit', '坑距', 150, 700, { unit: '毫米', visible: is('kind', 'whole') }),
    yesNo('socketNear', '附近有插座', { required: true }),
  ],
  notes: [
    ARRIVAL,
    reading('pitMeasured', '实测坑距', 150, 700, { unit: '毫米', visible: is('kind', 'whole'), required: true }),
    photos('photosBefore', '安装前照片', 1, 4),
    yesNo('waterTight', '试水不漏', { required: true }),
    photos('photosAfter', '装好后照片', 1, 4),
    SERIAL,
    SIGNATURE,
  ],
  shown: ['photosBefore', 'photosAfter', 'serial', 'signature'],
  tasks: [
    visit({ key: 'measure', name: '到场测量', edits: ['arrival', 'pitMeasured', 'photosBefore'] }, '师傅到场测量', {
      done: ['可以装', 'install'],
      shift: ['要移位器', 'ask'],
    }),
    desk(
      {
        key: 'ask',
        name: '与客户确认移位',
        edits: ['services', 'parts', 'note'],
        phase: 'review',
        label: '确认安装方案',
        expire: { after: 'P2D', outcome: 'cancel' },
      },
      { done: ['客户同意', 'install'] },
      gone('客户不装了'),
    ),
    work(
      { key: 'install', name: '安装试水', edits: ['services', 'parts', 'waterTight', 'photosAfter', 'serial', 'model', 'signature'] },
      '安装试水',
      ['装好了', 'actual-quote'],
      ['客户不在', 'rebook'],
    ),
    rebook('measure'),
  ],
  first: 'measure',
  offer: { timeBox: 'PT20M', rounds: 4 },
  slas: [visitSla('P5D', 'P1D'), deskSla('PT4H')],
  answers: { kind: 'whole', socketNear: true },
  lines: {
    services: [{ item: 'TOILET-INSTALL', quantity: '1' }],
    parts: [
      { item: 'TOILET-FLANGE', quantity: '1' },
      { item: 'SILICONE', quantity: '1' },
    ],
  },
});

export const WATER_AND_HEAT: readonly TemplateDefinition[] = [heater, filter, toilet];
