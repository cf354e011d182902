import { expect, test } from 'vitest';
import { withoutPhones } from './reasons.ts';

test.each([
  ['客户 13812345678 不接', '客户 138****5678 不接'],
  ['138 1234 5678', '138****5678'],
  ['打 138-1234-5678 或13900001111', '打 138****5678 或139****1111'],
  ['单号 MD2611228CY6JA，型号 KFR-35GW', '单号 MD2611228CY6JA，型号 KFR-35GW'],
  ['订单 113812345678', '订单 113812345678'],
  ['12345678901', '12345678901'],
  ['', ''],
])('%s', (reason, kept) => expect(withoutPhones(reason)).toBe(kept));
