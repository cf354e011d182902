import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import { template } from './build.ts';
import {
  ARRIVAL,
  BRAND,
  choice,
  count,
  deskSla,
  is,
  MODEL,
  photos,
  REVIEW,
  reading,
  SERIAL,
  SIGNATURE,
  visitSla,
  words,
  yesNo,
} from './parts.ts';
import { desk, gone, PARTLY_DONE, rebook, rebookOnly, visit, work } from './steps.ts';

/** 充电桩安装: surveyed, quoted by staff, built, and inspected by the outlet before money moves. */
const charger = template({
  code: 'ev-charger',
  name: '充电桩安装',
  summary: '勘测、报价、施工、验收四步，材料按实际米数',
  icon: 'tool',
  scene: 'trade',
  asks: [
    choice('power', '功率', { '7': '7 千瓦', '11': '11 千瓦', '21': '21 千瓦' }),
    BRAND,
    choice('parking', '车位', { underground: '地下', ground: '地面', yard: '自家院子' }),
    yesNo('propertyAgreed', '物业已同意', { required: true }),
    choice('meter', '电表', { own: '已有专用电表', apply: '要报装', house: '从家里取电' }),
  ],
  notes: [
    ARRIVAL,
    reading('cableMeters', '电缆长度', 0, 300, { scale: 1, unit: '米', required: true }),
    reading('trayMeters', '桥架长度', 0, 300, { scale: 1, unit: '米' }),
    photos('photosRoute', '走线路径照片', 2, 9),
    words('surveyNote', '勘测说明', { required: true, max: 200 }),
    reading('earth', '接地电阻', 0, 100, { scale: 2, unit: '欧', required: true }),
    reading('insulation', '绝缘电阻', 0, 1000, { scale: 1, unit: '兆欧', required: true }),
    photos('photosAfter', '完工照片', 2, 9),
    SERIAL,
    SIGNATURE,
    REVIEW,
  ],
  shown: ['photosAfter', 'serial', 'signature', 'cableMeters', 'trayMeters'],
  tasks: [
    visit(
      {
        key: 'survey',
        name: '现场勘测',
        edits: ['arrival', 'cableMeters', 'trayMeters', 'photosRoute', 'surveyNote', 'services', 'parts'],
      },
      '现场勘测',
      { done: ['勘测完成', 'offer-price'] },
    ),
    desk(
      { key: 'offer-price', name: '报价给客户', edits: ['services', 'parts', 'slot', 'note'], phase: 'review', label: '报价与预约施工' },
      { done: ['客户同意，已约施工', 'build'] },
      gone('客户放弃'),
    ),
    work(
      {
        key: 'build',
        name: '施工安装',
        edits: ['services', 'parts', 'cableMeters', 'trayMeters', 'earth', 'insulation', 'photosAfter', 'serial', 'signature'],
      },
      '施工安装',
      ['施工完成', 'inspect'],
      ['现场进不去', 'rebook-build'],
    ),
    desk(
      { key: 'inspect', name: '网点验收', edits: ['reviewNote'], by: 'outlet_manager', phase: 'review', label: '验收' },
      { done: ['验收合格', 'actual-quote'] },
      { return: ['整改', 'build'] },
    ),
    rebook('survey'),
    rebookOnly('rebook-build', '重约施工', '已约施工时段', 'build'),
  ],
  first: 'survey',
  offer: { timeBox: 'PT60M', rounds: 4 },
  slas: [visitSla('P10D', 'P3D'), deskSla('P1D')],
  answers: { power: '7', parking: 'underground', meter: 'own', propertyAgreed: true },
  lines: {
    services: [{ item: 'EV-CHARGER', quantity: '1' }],
    parts: [
      { item: 'EV-BREAKER', quantity: '1' },
      { item: 'EV-CABLE-6', quantity: '10' },
    ],
  },
});

/** 智能锁安装: the code is handed to the customer, never to us, and the old lock is accounted for. */
const lock = template({
  code: 'lock-install',
  name: '智能锁安装',
  summary: '换锁体、录指纹、交接管理密码，旧锁当面交还',
  icon: 'lock',
  scene: 'trade',
  asks: [
    BRAND,
    MODEL,
    choice('door', '门', { steel: '防盗门', wood: '木门', copper: '铜门', glass: '玻璃门' }),
    count('thickness', '门厚', 20, 150, '毫米'),
    choice('opening', '开向', { leftIn: '左内开', leftOut: '左外开', rightIn: '右内开', rightOut: '右外开' }),
    yesNo('rebate', '有天地钩'),
  ],
  notes: [
    ARRIVAL,
    photos('photosBefore', '开孔前照片', 1, 4),
    photos('photosAfter', '装好后照片', 2, 6),
    yesNo('masterHanded', '管理密码由客户自己设置', { required: true }),
    count('fingerprints', '已录指纹数', 0, 100, '枚'),
    yesNo('oldReturned', '旧锁已交还', { required: true }),
    SERIAL,
    SIGNATURE,
  ],
  shown: ['photosAfter', 'serial', 'signature'],
  tasks: [
    visit(
      {
        key: 'install',
        name: '上门安装',
        edits: [
          'arrival',
          'photosBefore',
          'services',
          'parts',
          'photosAfter',
          'masterHanded',
          'fingerprints',
          'oldReturned',
          'serial',
          'signature',
        ],
      },
      '师傅上门安装',
      { done: ['装好了', 'actual-quote'], ...PARTLY_DONE, misfit: ['门不合适', 'misfit'] },
      ['partly', 'misfit'],
    ),
    desk(
      { key: 'misfit', name: '换锁体或退单', edits: ['slot', 'note'], by: 'dispatcher', phase: 'waiting', label: '更换锁体' },
      { again: ['换了锁体再装', 'install'] },
      gone('退单'),
    ),
    rebook('install'),
  ],
  first: 'install',
  offer: { timeBox: 'PT20M', rounds: 4 },
  slas: [visitSla('P5D', 'P1D'), deskSla('P1D')],
  answers: { door: 'steel', thickness: '70', opening: 'rightOut' },
  lines: { services: [{ item: 'LOCK-INSTALL', quantity: '1' }], parts: [] },
});

/** 紧急工单: five minutes per offer, made safe first, repaired after. */
const urgent = template({
  code: 'urgent-call',
  name: '紧急工单',
  summary: '漏水、跳闸、打不开门：先止损，再维修',
  icon: 'alert',
  asks: [
    choice('danger', '紧急情况', { water: '漏水', electric: '跳闸冒火花', gas: '燃气异味', lock: '打不开门', hot: '高温天没有空调' }),
    words('scene', '现场情况', { required: true, max: 200, hint: '有没有人受伤、水电气阀关了没有' }),
    yesNo('valveShut', '阀门或电闸已关', { visible: { in: [{ var: 'danger' }, ['water', 'electric', 'gas']] } }),
    yesNo('peopleInside', '家里有老人或小孩', { required: true }),
  ],
  notes: [
    ARRIVAL,
    yesNo('safe', '险情已控制', { required: true }),
    photos('photosScene', '到场照片', 1, 6),
    yesNo('needsFollowUp', '还要再来一次', { required: true }),
    words('followUp', '再来做什么', { required: true, max: 100, visible: is('needsFollowUp', true) }),
    photos('photosAfter', '处理后照片', 1, 6),
  ],
  shown: ['photosScene', 'photosAfter'],
  tasks: [
    {
      key: 'make-safe',
      name: '到场止损',
      phase: 'working',
      by: 'installer',
      edits: ['arrival', 'photosScene', 'safe'],
      outcomes: { done: ['已控制', 'fix'], return: ['去不了', 'assign'], alarm: ['虚惊一场', 'cancelled'] },
      partial: ['return', 'alarm'],
      sla: 'visit',
      label: '师傅紧急到场',
      tells: 'installer-assigned',
    },
    work({ key: 'fix', name: '处理', edits: ['services', 'parts', 'photosAfter', 'needsFollowUp', 'followUp'] }, '处理', [
      '处理完',
      'more',
    ]),
    desk(
      { key: 'plan-follow-up', name: '安排后续', edits: ['slot', 'note'], by: 'dispatcher', phase: 'waiting', label: '安排后续' },
      { done: ['已约，再次上门', 'fix'] },
      { enough: ['不必再来', 'actual-quote'] },
    ),
  ],
  forks: [
    {
      key: 'more',
      name: '还要再来',
      phase: 'review',
      when: [{ holds: is('needsFollowUp', true), to: 'plan-follow-up' }],
      otherwise: 'actual-quote',
    },
  ],
  first: 'make-safe',
  offer: { timeBox: 'PT5M', rounds: 10 },
  slas: [visitSla('P1D', 'P1D'), deskSla('PT4H')],
  answers: { danger: 'water', peopleInside: false },
  lines: { services: [{ item: 'EMERGENCY-CALL', quantity: '1' }], parts: [] },
});

/** 售前勘测: a visit that sells: nothing is installed, the survey is paid, and staff follow up. */
const survey = template({
  code: 'presale-survey',
  name: '售前勘测',
  summary: '上门量尺出方案，勘测费可抵，之后由客服跟进',
  icon: 'search',
  scene: 'presale',
  asks: [
    choice('project', '想做什么', { central: '中央空调', heating: '地暖采暖', water: '全屋净水', smart: '全屋智能', charger: '充电桩' }),
    reading('area', '房屋面积', 10, 5000, { scale: 1, unit: '平方米', required: true }),
    choice('stage', '装修阶段', { rough: '毛坯', working: '施工中', done: '已入住' }),
    choice('budget', '预算', { low: '三万以内', middle: '三到十万', high: '十万以上' }, { required: false }),
  ],
  notes: [
    ARRIVAL,
    photos('photosSite', '现场照片', 3, 9),
    words('measures', '量尺记录', { required: true, max: 400 }),
    words('proposal', '方案要点', { required: true, max: 400 }),
    choice('result', '跟进结果', { signed: '签约', thinking: '再考虑', lost: '不做了' }),
    words('lostWhy', '不做的原因', { required: true, max: 100, visible: is('result', 'lost') }),
  ],
  shown: ['proposal', 'photosSite'],
  tasks: [
    visit({ key: 'survey', name: '上门勘测', edits: ['arrival', 'photosSite', 'measures', 'services'] }, '上门勘测', {
      done: ['勘测完成', 'propose'],
    }),
    desk(
      { key: 'propose', name: '出方案并跟进', edits: ['proposal', 'result', 'lostWhy'], phase: 'review', label: '方案' },
      { done: ['跟进完成', 'actual-quote'] },
    ),
    rebook('survey'),
  ],
  first: 'survey',
  offer: { timeBox: 'PT60M', rounds: 3 },
  slas: [visitSla('P5D', 'P2D'), deskSla('P3D')],
  answers: { project: 'central', stage: 'rough' },
  lines: { services: [{ item: 'SURVEY', quantity: '1' }] },
});

export const ELECTRIC: readonly TemplateDefinition[] = [charger, lock, urgent, survey];
