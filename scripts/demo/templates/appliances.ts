import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import { template } from './build.ts';
import { ARRIVAL, BRAND, choice, count, deskSla, is, MODEL, photos, reading, SERIAL, SIGNATURE, visitSla, words, yesNo } from './parts.ts';
import { desk, gone, PARTLY_DONE, rebook, visit, work } from './steps.ts';

/** 洗衣机维修: the price after the diagnosis is agreed with the customer before a screw is turned. */
const washer = template({
  code: 'washer-repair',
  name: '洗衣机维修',
  summary: '检测报价，客户同意后再修，不修只收检测费',
  icon: 'tool',
  asks: [
    choice('drum', '类型', { front: '滚筒', top: '波轮', set: '洗烘一体' }),
    BRAND,
    MODEL,
    choice('fault', '故障现象', { drain: '不排水', spin: '不脱水', noise: '异响', leak: '漏水', power: '不通电', code: '报故障码' }),
    words('errorCode', '故障码', { required: true, max: 20, visible: is('fault', 'code') }),
    reading('years', '使用年限', 0, 40, { unit: '年' }),
  ],
  notes: [
    ARRIVAL,
    choice('cause', '故障原因', {
      pump: '排水泵',
      bearing: '轴承',
      board: '电脑板',
      motor: '电机',
      belt: '皮带',
      lock: '门锁门封',
      none: '没有故障',
    }),
    photos('photosFault', '故障照片', 1, 6),
    yesNo('agreed', '客户同意维修报价', { required: true }),
    yesNo('tested', '已试洗一遍', { required: true }),
    photos('photosOldPart', '旧件照片', 1, 4, { '!=': [{ var: 'cause' }, 'none'] }),
    SIGNATURE,
  ],
  shown: ['cause', 'photosOldPart', 'signature'],
  tasks: [
    visit({ key: 'diagnose', name: '上门检测', edits: ['arrival', 'cause', 'photosFault', 'services', 'parts', 'model'] }, '师傅上门检测', {
      done: ['报价给客户', 'agree'],
    }),
    desk(
      { key: 'agree', name: '客户确认报价', edits: ['agreed', 'services', 'parts', 'note'], phase: 'review', label: '确认报价' },
      { done: ['已答复', 'decided'] },
    ),
    work(
      { key: 'repair', name: '维修试机', edits: ['services', 'parts', 'tested', 'photosOldPart', 'signature'] },
      '维修试机',
      ['修好了', 'actual-quote'],
      ['客户不在', 'rebook'],
    ),
    rebook('diagnose'),
  ],
  forks: [
    {
      key: 'decided',
      name: '客户是否同意',
      phase: 'review',
      when: [{ holds: is('agreed', true), to: 'repair' }],
      otherwise: 'actual-quote',
    },
  ],
  first: 'diagnose',
  offer: { timeBox: 'PT15M', rounds: 5 },
  slas: [visitSla('P4D', 'P1D'), deskSla('PT2H')],
  answers: { drum: 'front', fault: 'drain' },
  lines: { services: [{ item: 'WASHER-CHECK', quantity: '1' }], parts: [] },
});

/** 冰箱维修: food spoils, so everything is faster, and the size of the cabinet decides the labour. */
const fridge = template({
  code: 'fridge-repair',
  name: '冰箱维修',
  summary: '四小时内响应，按容积计价',
  icon: 'snow',
  asks: [
    choice('size', '容积', { small: '100–300 升', middle: '300–500 升', large: '500 升以上' }),
    BRAND,
    MODEL,
    choice('fault', '故障现象', {
      cold: '不制冷',
      freeze: '结冰结霜',
      noise: '异响',
      leak: '内漏或漏水',
      door: '门封不严',
      lamp: '照明显示',
    }),
    yesNo('foodAtRisk', '里面有食物要抢救', { required: true }),
  ],
  notes: [
    ARRIVAL,
    reading('tempBefore', '维修前冷藏温度', -40, 60, { scale: 1, unit: '℃', required: true }),
    choice('cause', '故障原因', { compressor: '压缩机', gas: '缺氟', board: '电控', fan: '风机', seal: '门封', inner: '内漏' }),
    photos('photosFault', '故障照片', 1, 6),
    reading('tempAfter', '维修后冷藏温度', -40, 60, { scale: 1, unit: '℃', required: true }),
    yesNo('notWorth', '建议不修'),
    words('notWorthWhy', '不修的理由', { required: true, max: 100, visible: is('notWorth', true) }),
    SIGNATURE,
  ],
  shown: ['cause', 'tempAfter', 'signature'],
  tasks: [
    visit(
      {
        key: 'repair',
        name: '上门维修',
        edits: [
          'arrival',
          'tempBefore',
          'cause',
          'photosFault',
          'services',
          'parts',
          'tempAfter',
          'notWorth',
          'notWorthWhy',
          'model',
          'signature',
        ],
      },
      '师傅上门维修',
      { done: ['修好或已告知', 'actual-quote'], part: ['等配件', 'wait-part'] },
      ['part'],
    ),
    desk(
      { key: 'wait-part', name: '等待配件', edits: ['slot', 'note'], by: 'dispatcher', phase: 'waiting', label: '等待配件' },
      { done: ['配件到了', 'repair'] },
      gone('停产无件'),
    ),
    rebook('repair'),
  ],
  first: 'repair',
  offer: { timeBox: 'PT5M', rounds: 8 },
  slas: [visitSla('P4D', 'P1D'), deskSla('P1D')],
  answers: { size: 'middle', fault: 'cold', foodAtRisk: false },
  lines: { services: [{ item: 'FRIDGE-CHECK', quantity: '1' }], parts: [] },
});

/** 电视挂装: what the wall is made of decides whether it may be done at all. */
const tv = template({
  code: 'tv-mount',
  name: '电视挂装',
  summary: '先看墙体，空心墙与玻璃墙要客户确认风险',
  icon: 'box',
  scene: 'trade',
  asks: [
    count('inches', '屏幕尺寸', 20, 120, '英寸'),
    choice('wall', '墙体', { concrete: '混凝土', brick: '实心砖', hollow: '空心砖', plaster: '石膏板', stone: '石材或瓷砖' }),
    choice('rack', '挂架', { own: '客户自备', fixed: '固定挂架', arm: '伸缩挂架' }),
    reading('height', '屏幕中心离地', 60, 250, { unit: '厘米' }),
    yesNo('hideCable', '走线暗藏'),
  ],
  notes: [
    ARRIVAL,
    photos('photosWall', '墙面照片', 1, 4),
    yesNo('riskAgreed', '客户确认墙体风险', { required: true, visible: { in: [{ var: 'wall' }, ['hollow', 'plaster', 'stone']] } }),
    photos('photosAfter', '挂好后照片', 1, 4),
    yesNo('level', '水平已校正', { required: true }),
    SERIAL,
  ],
  shown: ['photosAfter', 'serial'],
  tasks: [
    visit(
      {
        key: 'mount',
        name: '上门挂装',
        edits: ['arrival', 'wall', 'photosWall', 'riskAgreed', 'services', 'parts', 'photosAfter', 'level', 'serial'],
      },
      '师傅上门挂装',
      { done: ['挂好了', 'actual-quote'], ...PARTLY_DONE, stand: ['改用底座', 'stand'] },
      ['partly', 'stand'],
    ),
    work({ key: 'stand', name: '墙体不行，改底座', edits: ['services', 'parts', 'photosAfter'] }, '底座摆放', ['底座摆好', 'actual-quote']),
    rebook('mount'),
  ],
  first: 'mount',
  offer: { timeBox: 'PT20M', rounds: 4 },
  slas: [visitSla('P5D', 'P1D'), deskSla('PT4H')],
  answers: { inches: '65', wall: 'brick', rack: 'own' },
  lines: { services: [{ item: 'TV-MOUNT', quantity: '1' }], parts: [] },
});

export const APPLIANCES: readonly TemplateDefinition[] = [washer, fridge, tv];
