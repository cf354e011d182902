import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import { template } from './build.ts';
import {
  ARRIVAL,
  BRAND,
  choice,
  count,
  deskSla,
  FLOOR,
  is,
  LIFT,
  MODEL,
  PRICED_FLOOR,
  PRICED_LIFT,
  photos,
  reading,
  SIGNATURE,
  visitSla,
  words,
  yesNo,
} from './parts.ts';
import { desk, PARTLY_DONE, rebook, rebookOnly, visit, work } from './steps.ts';

const AC_KIND = choice('machine', '机型', { wall: '壁挂机', cabinet: '柜机', cassette: '天花机', duct: '风管机' });

/** 空调维修: diagnosed first; a part that is not in the van makes the order wait for it. */
const repair = template({
  code: 'ac-repair',
  name: '空调维修',
  summary: '先检测后维修，缺件可以等件再上门',
  icon: 'air-conditioner',
  asks: [
    AC_KIND,
    BRAND,
    MODEL,
    choice('fault', '故障现象', { cold: '不制冷', heat: '不制热', leak: '漏水', noise: '异响', power: '不开机', smell: '异味' }),
    words('errorCode', '故障代码', { max: 20, hint: '面板或遥控器上显示的代码' }),
    choice('weather', '上门当天天气', { fine: '晴或阴', rain: '下雨' }, { required: false }),
    FLOOR,
    LIFT,
  ],
  notes: [
    ARRIVAL,
    choice('cause', '检测结论', {
      gas: '缺氟或泄漏',
      capacitor: '电容',
      fan: '风机',
      board: '电路板',
      compressor: '压缩机',
      drain: '排水堵塞',
      user: '使用问题',
    }),
    photos('photosFault', '故障部位照片', 1, 6),
    words('wantedPart', '缺的配件', { required: true, max: 60 }),
    photos('photosAfter', '修好后照片', 1, 6),
    reading('pressure', '低压侧压力', 0, 5, { scale: 2, unit: 'MPa', visible: is('cause', 'gas'), required: true }),
    SIGNATURE,
  ],
  shown: ['cause', 'photosAfter', 'signature'],
  tasks: [
    visit({ key: 'diagnose', name: '上门检测', edits: ['arrival', 'cause', 'photosFault', 'model', 'weather'] }, '师傅上门检测', {
      done: ['可以马上修', 'repair'],
      part: ['要等配件', 'order-part'],
    }),
    desk(
      { key: 'order-part', name: '等待配件', edits: ['wantedPart', 'slot'], phase: 'waiting', label: '等待配件' },
      { done: ['配件已到，约好时间', 'repair'] },
      { cancel: ['客户不修了', 'check-only'] },
    ),
    desk(
      { key: 'check-only', name: '只收检测费', edits: ['services', 'parts', 'note'], phase: 'settle' },
      { done: ['按检测费结算', 'actual-quote'] },
    ),
    work(
      { key: 'repair', name: '维修', edits: ['services', 'parts', 'pressure', 'photosAfter', 'signature'] },
      '维修',
      ['修好了', 'actual-quote'],
      ['客户不在', 'rebook'],
    ),
    rebook('diagnose'),
  ],
  first: 'diagnose',
  offer: { timeBox: 'PT10M', rounds: 5 },
  slas: [visitSla('P4D', 'P1D'), deskSla('P2D')],
  answers: { machine: 'wall', fault: 'cold' },
  lines: { services: [{ item: 'AC-REPAIR', quantity: '1' }], parts: [] },
});

/** 空调清洗: many units at one visit, proof before and after, nobody signs. */
const clean = template({
  code: 'ac-clean',
  name: '空调清洗',
  summary: '按台清洗，洗前洗后对比照，免现场签字',
  icon: 'air-conditioner',
  asks: [
    count('wallUnits', '壁挂机台数', 0, 20, '台'),
    count('cabinetUnits', '柜机台数', 0, 20, '台'),
    yesNo('deep', '拆机深度清洗'),
    choice('reason', '清洗原因', { season: '换季保养', smell: '有异味', baby: '家有孕婴', rent: '租房退房' }, { required: false }),
  ],
  notes: [
    ARRIVAL,
    photos('photosBefore', '清洗前照片', 1, 9),
    photos('photosAfter', '清洗后照片', 1, 9),
    yesNo('drainOk', '排水通畅', { required: true }),
    reading('outletTemp', '出风口温度', -10, 60, { scale: 1, unit: '℃' }),
  ],
  shown: ['photosBefore', 'photosAfter', 'outletTemp'],
  tasks: [
    visit(
      { key: 'clean', name: '上门清洗', edits: ['arrival', 'services', 'parts', 'photosBefore', 'photosAfter', 'drainOk', 'outletTemp'] },
      '师傅上门清洗',
      { done: ['洗好了', 'actual-quote'], ...PARTLY_DONE },
      ['partly'],
    ),
    rebook('clean'),
  ],
  first: 'clean',
  offer: { timeBox: 'PT30M', rounds: 3 },
  slas: [visitSla('P5D', 'P1D'), deskSla('PT8H')],
  answers: { wallUnits: '1', cabinetUnits: '0' },
  lines: { services: [{ item: 'AC-CLEAN', quantity: '1' }], parts: [{ item: 'AC-CLEAN-AGENT', quantity: '1' }] },
});

/** 移机: taken down at the old place, put up at the new one: two steps of one installer, each with its own proof. */
const move = template({
  code: 'ac-move',
  name: '空调移机',
  summary: '旧址拆机、新址装机两步，各有打卡和照片',
  icon: 'air-conditioner',
  asks: [
    AC_KIND,
    MODEL,
    words('oldPlace', '旧址', { required: true, max: 120, hint: '拆机的小区和楼栋；上门地址填新址' }),
    count('oldFloor', '旧址楼层', 1, 200),
    PRICED_FLOOR,
    PRICED_LIFT,
    yesNo('ownTransport', '客户自己搬运'),
  ],
  notes: [
    { ...ARRIVAL, key: 'arrivalOld', label: '旧址打卡' },
    photos('photosOld', '拆机照片', 2, 6),
    yesNo('gasKept', '制冷剂已回收', { required: true }),
    { ...ARRIVAL, label: '新址打卡' },
    photos('photosNew', '装机照片', 2, 6),
    reading('pipeLength', '连接管长度', 0, 60, { scale: 1, unit: '米', required: true }),
    SIGNATURE,
  ],
  shown: ['photosNew', 'pipeLength', 'signature'],
  tasks: [
    visit({ key: 'take-down', name: '旧址拆机', edits: ['arrivalOld', 'photosOld', 'gasKept'], place: 'oldPlace' }, '旧址拆机', {
      done: ['拆好了', 'put-up'],
    }),
    work(
      { key: 'put-up', name: '新址装机', edits: ['arrival', 'photosNew', 'pipeLength', 'services', 'parts', 'floor', 'lift', 'signature'] },
      '新址装机',
      ['装好了', 'actual-quote'],
      ['客户不在', 'rebook-new'],
    ),
    rebook('take-down'),
    rebookOnly('rebook-new', '重约装机', '已约装机时段', 'put-up'),
  ],
  first: 'take-down',
  offer: { timeBox: 'PT15M', rounds: 5 },
  slas: [visitSla('P5D', 'P1D'), deskSla('PT4H')],
  answers: { machine: 'wall' },
  lines: {
    services: [{ item: 'AC-MOVE', quantity: '1' }],
    parts: [
      { item: 'COPPER-PIPE', quantity: '3' },
      { item: 'AC-TAPE', quantity: '1' },
    ],
  },
});

export const AIR_CONDITIONER: readonly TemplateDefinition[] = [repair, clean, move];
