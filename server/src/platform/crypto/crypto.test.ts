import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from './fields.ts';
import { createCrypto, FieldSealBroken } from './index.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';

const [keyA, keyB] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const crypto = createCrypto([keyA]);
const place = { table: 'person', column: 'phone', rowId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' };

describe('fields', () => {
  test('any text comes back; two ciphertexts of it differ', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [one, two] = [crypto.fields.encrypt(place, text), crypto.fields.encrypt(place, text)];
        expect(one).not.toBe(two);
        expect(crypto.fields.decrypt(place, one)).toBe(Buffer.from(text, 'utf8').toString('utf8'));
      }),
    );
  });

  test.each([
    ['another row', { ...place, rowId: '01ARZ3NDEKTSV4RRFFQ69G5FAW' }],
    ['another column', { ...place, column: 'name' }],
    ['another table', { ...place, table: 'customer' }],
  ])('does not open in %s', (_, other) => {
    const sealed = crypto.fields.encrypt(place, '13800138000');
    expect(() => crypto.fields.decrypt(other, sealed)).toThrow(FieldSealBroken);
    // nor when it stands open in memory where it belongs
    expect(crypto.fields.decryptName(place, sealed)).toBe('13800138000');
    expect(crypto.fields.decryptName(place, sealed)).toBe('13800138000');
    expect(() => crypto.fields.decryptName(other, sealed)).toThrow(FieldSealBroken);
  });

  test('no changed character opens, and no error tells the plaintext', () => {
    const sealed = crypto.fields.encrypt(place, '13800138000');
    let opened = 0;
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      try {
        // base64url ignores the unused bits of a last character: the bytes are then the same
        if (crypto.fields.decrypt(place, changed) !== '13800138000') opened += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(FieldSealBroken);
        expect(String(error)).not.toContain('1380013');
      }
    }
    expect(opened).toBe(0);
  });

  test.each(['', 'v1', 'v1.a.b.c', 'v2.a.b.c.d', 'v1.a.b.c.d.e', 'plain text', 'v1.deadbeef.AAAA.AAAA.AAAA'])('%j is refused', (sealed) => {
    expect(() => crypto.fields.decrypt(place, sealed)).toThrow(FieldSealBroken);
  });

  test('a truncated tag is refused', () => {
    const [v, kid, iv, tag, text] = crypto.fields.encrypt(place, 'x').split('.');
    expect(() => crypto.fields.decrypt(place, [v, kid, iv, tag!.slice(0, 6), text].join('.'))).toThrow(FieldSealBroken);
  });

  test('rotation: the new key closes, both open, the old value says that it is stale', () => {
    const before = crypto.fields.encrypt(place, 'secret');
    const rotated = createCrypto([keyB, keyA]).fields;
    expect(rotated.decrypt(place, before)).toBe('secret');
    expect(rotated.isStale(before)).toBe(true);
    const after = rotated.encrypt(place, 'secret');
    expect(rotated.isStale(after)).toBe(false);
    expect(() => crypto.fields.decrypt(place, after)).toThrow(/unknown key/);
    expect(rotated.blindIndexes('a', 'exact', 'x')).toContain(crypto.fields.blindIndex('a', 'exact', 'x'));
  });
});

describe('blind index', () => {
  test.each(['13800138000', '138 0013 8000', '+86 138-0013-8000', '008613800138000', '8613800138000', '１３８００１３８０００'])(
    '%s is the same phone',
    (typed) => {
      expect(normalise('phone', typed)).toBe('13800138000');
    },
  );
  test('names: blanks, width and case', () => {
    expect(normalise('name', ' 张 三 ')).toBe('张三');
    expect(normalise('name', 'Ｌi Lei')).toBe('lilei');
  });
  test('differs by domain and by key, and says nothing of the value', () => {
    const index = crypto.fields.blindIndex('customer.phone', 'phone', '13800138000');
    expect(crypto.fields.blindIndex('person.phone', 'phone', '13800138000')).not.toBe(index);
    expect(createCrypto([keyB]).fields.blindIndex('customer.phone', 'phone', '13800138000')).not.toBe(index);
    expect(index).toHaveLength(43);
  });
});

describe('links', () => {
  const path = '/files/01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const query = (text: string) => {
    const read = new URLSearchParams(text);
    return { exp: read.get('exp'), sig: read.get('sig') };
  };
  test('good until its time, for its path only', () => {
    const signed = query(crypto.links.sign(path, 1000));
    expect(crypto.links.verify(path, signed, 999)).toBe('good');
    expect(crypto.links.verify(path, signed, 1000)).toBe('expired');
    expect(crypto.links.verify(`${path}x`, signed, 999)).toBe('forged');
    expect(crypto.links.verify(path, { ...signed, exp: '2000' }, 999)).toBe('forged');
    expect(crypto.links.verify(path, { ...signed, sig: `${signed.sig}A` }, 999)).toBe('forged');
    expect(crypto.links.verify(path, { exp: ['1'], sig: ['a', 'b'] }, 999)).toBe('forged');
    expect(createCrypto([keyB]).links.verify(path, signed, 999)).toBe('forged');
    expect(createCrypto([keyB, keyA]).links.verify(path, signed, 999)).toBe('good');
  });
});

describe('whole files', () => {
  test('come back, in their own place only, unchanged only', () => {
    const sealed = sealBytes(crypto.keyring, 'file-1', Buffer.from('a photo'));
    expect(openBytes(crypto.keyring, 'file-1', sealed).toString()).toBe('a photo');
    expect(() => openBytes(crypto.keyring, 'file-2', sealed)).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect(() => openBytes(crypto.keyring, 'file-1', changed)).toThrow();
    }
    expect(() => openBytes(crypto.keyring, 'file-1', sealed.subarray(0, 20))).toThrow();
  });
});
