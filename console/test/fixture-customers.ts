/** Answers about customers. */
import { DAY, HOUR, id, NOW, summary } from './fixture-data.ts';
import { type Answer, paged } from './fixture-paged.ts';

const customerCard = (n: number) => ({
  id: id(n),
  name: ['王秀兰', '欧阳晓雨', '陈静'][n % 3]!,
  phoneMasked: '138****8000',
  level: n % 2 === 0 ? 'VIP' : 'STD',
  createdAt: NOW - n * DAY,
});

const MERGED = {
  name: '王女士',
  phoneMasked: '139****0002',
  moved: { orders: 12, sites: 2, devices: 3, contacts: 1, notes: 0 },
  reason: '电话里确认换了号码，两份档案是同一位',
  by: '林晓',
  at: NOW - 2 * DAY,
  undoUntil: NOW + 28 * DAY,
};

export const CUSTOMER_ANSWERS: Readonly<Record<string, Answer>> = {
  'customers.saveContact': (input) => CUSTOMER_ANSWERS['customers.get']!(input),
  'customers.saveSite': (input) => CUSTOMER_ANSWERS['customers.get']!(input),
  'customers.merges': () => ({
    samePhone: [customerCard(903), customerCard(905)],
    merges: [
      { ...MERGED, id: id(990), undone: null },
      { ...MERGED, id: id(991), name: '王秀兰', undone: { at: NOW - DAY, by: '周调度' } },
    ],
  }),
  'customers.previewMerge': (input) => ({
    kept: { ...customerCard(901), id: input['customerId'] },
    merged: { ...customerCard(903), id: input['otherId'] },
    moves: MERGED.moved,
    samePhone: false,
    undoDays: 30,
  }),
  'customers.merge': () => ({ mergeId: id(990), moved: MERGED.moved, undoUntil: NOW + 30 * DAY }),
  'customers.undoMerge': () => ({ restoredId: id(903) }),
  'customers.file': () => ({
    notes: [
      { id: id(970), at: NOW - 26 * HOUR, by: '周客服', text: '家里有狗，上门前先打电话' },
      { id: id(971), at: NOW - 40 * DAY, by: '张师傅', text: '电梯要刷卡，联系物业 8 号楼前台' },
    ],
    warranties: [
      {
        deviceId: (CUSTOMER_ANSWERS['customers.get']!({ customerId: id(901) }) as { devices: { id: string }[] }).devices[0]!.id,
        until: '2031-06-30',
      },
    ],
  }),
  'customers.saveDevice': (input) => CUSTOMER_ANSWERS['customers.get']!(input),
  'customers.addNote': () => ({ id: id(972) }),
  'customers.setWarranty': (input) => ({ until: input['until'] ?? null }),
  'customers.reveal': () => ({ phone: '13800138000' }),
  'customers.list': (input) =>
    paged(input, 34, (n) => ({
      id: id(900 + n),
      name: summary(n).customerName,
      phoneMasked: '138****0021',
      level: n % 3 === 0 ? 'VIP' : 'STD',
      createdAt: NOW - n * DAY,
    })),
  'customers.get': (input) => ({
    id: input['customerId'],
    name: '王秀兰',
    phoneMasked: '138****0021',
    phone: '13800000021',
    level: 'VIP',
    contactLinked: false,
    contactLostAt: null,
    sites: [
      {
        id: id(1),
        label: '家',
        region: '110105',
        regionName: '北京市朝阳区',
        text: '望京街道阜通东大街 6 号院 3 号楼 1802',
        lat: 39.99642,
        lng: 116.47398,
      },
    ],
    devices: [
      {
        id: id(2),
        kind: '空调',
        brand: '格力',
        model: 'KFR-35GW/N8XHA1',
        serial: 'GZ2611A8840173',
        siteId: id(1),
        installedAt: NOW - 2 * HOUR,
        orderId: id(4),
      },
      { id: id(5), kind: '热水器', brand: '', model: '', serial: null, siteId: null, installedAt: null },
    ],
    createdAt: NOW - 40 * DAY,
  }),
};
