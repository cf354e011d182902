import { expect, test } from 'vitest';
import { maskName, maskPhone } from './mask.ts';

test.each([
  ['13812345678', '138****5678'],
  ['01012345678', '010****5678'],
  ['955880', '95**80'],
])('the number %s is shown as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

test.each([
  ['张三丰', '张*'],
  ['A', 'A*'],
  ['𠮷野', '𠮷*'],
  ['', ''],
])('the name %s is shown as %s', (name, masked) => expect(maskName(name)).toBe(masked));
