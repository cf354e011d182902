/** The customer of the tests: whatever of this stands anywhere in the clear is a leak. */
export const PHONE = '13812345678';
export const CONTACT = '王丽丽';
export const STREET = '建国路 88 号 1 号楼 1201';

/** 2026-11-24 10:00 is a Tuesday without season rules: the figures of the worked case hold. */
export const SLOT = { date: '2026-11-24', from: '10:00', to: '12:00' };

/** What staff fill in for the worked case: one wall unit with bracket and three metres of pipe in Beijing's core. */
export function startValues(over: Readonly<Record<string, unknown>> = {}) {
  return {
    customerName: CONTACT,
    customerPhone: PHONE,
    address: { region: '110105', text: STREET, lat: 39.9087, lng: 116.4805 },
    slot: SLOT,
    machine: 'wall',
    model: 'KFR-35GW',
    floor: '8',
    lift: true,
    services: [{ item: 'AC-INSTALL-1P5', quantity: '1' }],
    parts: [
      { item: 'BRACKET', quantity: '1' },
      { item: 'COPPER-PIPE', quantity: '3' },
    ],
    ...over,
  };
}

/** What was really done: a hole more, and four and a half metres of pipe. */
export const ACTUAL_LINES = {
  services: [
    { item: 'AC-INSTALL-1P5', quantity: '1' },
    { item: 'WALL-HOLE', quantity: '1' },
  ],
  parts: [
    { item: 'BRACKET', quantity: '1' },
    { item: 'COPPER-PIPE', quantity: '4.5' },
  ],
};

/** What was agreed when the order was opened, and not a screw more. */
export const PLANNED_LINES = {
  services: [{ item: 'AC-INSTALL-1P5', quantity: '1' }],
  parts: [
    { item: 'BRACKET', quantity: '1' },
    { item: 'COPPER-PIPE', quantity: '3' },
  ],
};

/** The worked case in fen: what the plan and the finished order come to. */
export const PLANNED = { charge: 64740, earn: 18330 };
export const ACTUAL = { charge: 85490, settle: 32100, earn: 23410, cost: 29700, profit: 23690 };
