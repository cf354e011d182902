import { expect, test } from 'vitest';
import { ownContact } from './own-contact.ts';

const FILE = { name: '王丽', phone: '13900000001' };

test.each([
  ['the same name and number', { contactName: '王丽', phone: '13900000001' }, null],
  ['a form that asks for neither', { contactName: null, phone: null }, null],
  ['another name', { contactName: '李雷', phone: '13900000001' }, { name: '李雷', phone: '13900000001' }],
  ['another number', { contactName: '王丽', phone: '13900000002' }, { name: '王丽', phone: '13900000002' }],
  ['another name, and no number asked for', { contactName: '李雷', phone: null }, { name: '李雷', phone: '13900000001' }],
])('%s', (_, form, own) => expect(ownContact(FILE, form)).toEqual(own));
