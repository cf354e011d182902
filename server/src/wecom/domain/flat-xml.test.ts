import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlatXml, readFlatXmlOf } from './flat-xml.ts';

const fieldsOf = (text: string) => {
  const fields = readFlatXml(text);
  return fields && Object.fromEntries(fields);
};

describe('what WeCom sends', () => {
  test('text, CDATA, the five entities, an underscore in a name, an empty element, blanks between elements', () => {
    expect(
      fieldsOf(
        '<?xml version="1.0" encoding="UTF-8"?>\n<xml>\n <A><![CDATA[<b>&amp;]]></A>\r\n\t<Location_X>23.1</Location_X><C>1 &lt; 2 &amp;&amp; 3 &gt; &quot;&apos;</C><D/><E></E>\n</xml>\n',
      ),
    ).toEqual({ A: '<b>&amp;', Location_X: '23.1', C: '1 < 2 && 3 > "\'', D: '', E: '' });
  });

  test('a byte order mark before it', () => expect(fieldsOf('\uFEFF<xml><A>1</A></xml>')).toEqual({ A: '1' }));
  test('CDATA in pieces, as a text with ]]> in it must be written', () =>
    expect(fieldsOf('<xml><A><![CDATA[a]]]]><![CDATA[>b]]> c</A></xml>')).toEqual({ A: 'a]]>b c' }));
  test('the first of several equal names counts', () => expect(fieldsOf('<xml><A>1</A><A>2</A></xml>')).toEqual({ A: '1' }));
  test('what is nested is skipped, and its parent is no field', () =>
    expect(fieldsOf('<xml><A>x<B>1</B>y<C/></A><B>2</B><D><E><F>3</F></E></D></xml>')).toEqual({ B: '2' }));
  test('an approval with three hundred people in it', () => {
    const people = '<Details><Approver><UserId>a</UserId></Approver></Details>'.repeat(300);
    expect(fieldsOf(`<xml><Event>sys_approval_change</Event><ApprovalInfo><SpRecord>${people}</SpRecord></ApprovalInfo></xml>`)).toEqual({
      Event: 'sys_approval_change',
    });
  });
  test('names of object properties are names like others', () => {
    expect(fieldsOf('<xml><constructor>1</constructor><toString>2</toString></xml>')).toEqual({ constructor: '1', toString: '2' });
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

const DOCTYPE = '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
const LAUGHS = `<!DOCTYPE xml [<!ENTITY a0 "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}]>`;

/** Hostile or broken, by name. Each is refused, whole. */
const CORPUS: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: ' \n\t ',
  'a byte order mark alone': '\uFEFF',
  'no XML': 'hello',
  JSON: '{"xml":{"A":1}}',
  'an external entity': `${DOCTYPE}<xml><A>&a;</A></xml>`,
  'an external entity after the declaration': `<?xml version="1.0"?>${DOCTYPE}<xml><A>&a;</A></xml>`,
  'a DOCTYPE inside': `<xml>${DOCTYPE}<A>1</A></xml>`,
  'a DOCTYPE inside an element': `<xml><A>${DOCTYPE}</A></xml>`,
  'a parameter entity': '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://x/">%p;]><xml><A>1</A></xml>',
  'a billion laughs': `${LAUGHS}<xml><A>&a9;</A></xml>`,
  'an unknown entity': '<xml><A>&a;</A></xml>',
  'a numeric entity': '<xml><A>&#65;</A></xml>',
  'a hexadecimal entity': '<xml><A>&#x41;</A></xml>',
  '200,000 numeric entities': `<xml><A>${'&#65;'.repeat(200_000)}</A></xml>`,
  'an entity named after a property': '<xml><A>&valueOf;</A></xml>',
  'another one': '<xml><A>&toString;</A></xml>',
  'an entity without its end': '<xml><A>&lt</A></xml>',
  'a bare ampersand': '<xml><A>a & b</A></xml>',
  'an entity between elements': '<xml>&lt;<A>1</A></xml>',
  'a depth of 20,000': `<xml>${'<A>'.repeat(20_000)}${'</A>'.repeat(20_000)}</xml>`,
  'a depth of 20,000, never closed': `<xml>${'<A>'.repeat(20_000)}`,
  '20,000 elements': `<xml>${'<A>1</A>'.repeat(20_000)}</xml>`,
  '20,000 empty elements': `<xml>${'<A/>'.repeat(20_000)}</xml>`,
  __proto__: '<xml><__proto__><polluted>1</polluted></__proto__></xml>',
  '__proto__ as a value': '<xml><__proto__>1</__proto__></xml>',
  'an attribute': '<xml><A b="c">1</A></xml>',
  'an attribute of the root': '<xml a="b"><A>1</A></xml>',
  'a name space': '<xml><a:A>1</a:A></xml>',
  'a comment': '<xml><!-- c --><A>1</A></xml>',
  'a comment in a value': '<xml><A>1<!-- c -->2</A></xml>',
  'a comment that ends in CDATA': '<xml><A><!-- <![CDATA[ -->x]]></A></xml>',
  'a processing instruction': '<xml><?php echo 1 ?><A>1</A></xml>',
  'a declaration that never ends': '<?xml version="1.0"',
  'text between elements': '<xml>x<A>1</A></xml>',
  'CDATA between elements': '<xml><![CDATA[x]]><A>1</A></xml>',
  'CDATA that never ends': '<xml><A><![CDATA[1</A></xml>',
  'CDATA in lower case': '<xml><A><![cdata[1]]></A></xml>',
  'CDATA around an end tag': '<xml><A><![CDATA[1</A>]]></xml>',
  'an end that does not fit': '<xml><A>1</B></xml>',
  'crossed elements': '<xml><A><B>1</A></B></xml>',
  'an end with a slash too many': '<xml><A>1</A/></xml>',
  'another root': '<html><A>1</A></html>',
  'an empty root': '<xml/>',
  'the root in capitals': '<XML><A>1</A></XML>',
  'a second root': '<xml><A>1</A></xml><xml><A>2</A></xml>',
  'text after the root': '<xml><A>1</A></xml>x',
  'a comment after the root': '<xml><A>1</A></xml><!-- -->',
  'a blank in a tag': '<xml>< A>1</A></xml>',
  'a blank at the end of a tag': '<xml><A >1</A></xml>',
  'a name that begins with a digit': '<xml><1A>1</1A></xml>',
  'a name that is too long': `<xml><${'A'.repeat(41)}>1</${'A'.repeat(41)}></xml>`,
  'a tag that never ends': `<xml><${'A'.repeat(1_000_000)}`,
  'a million opening brackets': '<'.repeat(1_000_000),
  'a million ampersands': `<xml><A>${'&'.repeat(1_000_000)}</A></xml>`,
  'UTF-16 read as UTF-8': Buffer.from('<xml><A>1</A></xml>', 'utf16le').toString('utf8'),
};

test.each(Object.entries(CORPUS))('refused: %s', (_name, text) => {
  expect(readFlatXml(text)).toBeUndefined();
});

test('every truncation of a message is refused', () => {
  const text = '<?xml version="1.0"?><xml><A><![CDATA[a]]></A><B>1 &amp; 2</B><C><D>x</D></C></xml>';
  expect(readFlatXml(text)).toBeDefined();
  for (let length = 0; length < text.length; length += 1) expect([length, readFlatXml(text.slice(0, length))]).toEqual([length, undefined]);
});

test('a refusal costs little, however long the text: p99 over the corpus', () => {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const text of Object.values(CORPUS)) {
      const before = process.cpuUsage();
      readFlatXml(text);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000);
    }
  }
  times.sort((a, b) => a - b);
  expect(times[Math.ceil(times.length * 0.99) - 1]!).toBeLessThan(20);
});

test('time grows with the length, not with its square', () => {
  const cpuOf = (text: string) => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 5; round += 1) {
      const before = process.cpuUsage();
      readFlatXml(text);
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, user + system);
    }
    return least;
  };
  const big = (pieces: number) => `<xml><A>${'a&amp;<![CDATA[b]]>'.repeat(pieces)}</A></xml>`;
  // ten times the text: a quadratic reader would take a hundred times as long
  expect(cpuOf(big(100_000))).toBeLessThan(cpuOf(big(10_000)) * 40 + 5_000);
});

describe('properties', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,39}$/);
  const plain = (value: string) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const cdata = (value: string) => `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

  test('reads back what was written, 2,000 messages', () => {
    const field = fc.tuple(name, fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(plain, cdata));
    fc.assert(
      fc.property(fc.uniqueArray(field, { selector: ([key]) => key, maxLength: 20 }), (fields) => {
        const text = `<xml>${fields.map(([key, value, write]) => `<${key}>${write(value)}</${key}>`).join('')}</xml>`;
        expect(new Map(readFlatXml(text))).toEqual(new Map(fields.map(([key, value]) => [key, value])));
      }),
      { numRuns: 2_000 },
    );
  });

  test('any bytes: never throws, and a message or nothing, 10,000 runs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readFlatXml(Buffer.from(bytes).toString('utf8'))).toBeUndefined();
      }),
      { numRuns: 10_000 },
    );
  });

  test('any sequence of XML’s pieces: never throws and never invents a field, 10,000 runs', () => {
    const piece = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<A>',
      '</A>',
      '<B/>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&',
      ';',
      'x',
      ' ',
      '<!--',
      '-->',
      '<?xml ',
      '?>',
      '<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        for (const key of readFlatXml(text)?.keys() ?? []) expect(text).toContain(`<${key}`);
      }),
      { numRuns: 10_000 },
    );
  });
});

test('a message whose fields are all known: no other, none twice, none nested', () => {
  const names = new Set(['A', 'B']);
  expect(readFlatXmlOf('<xml><B>2</B><A>1</A></xml>', names)).toEqual(
    new Map([
      ['B', '2'],
      ['A', '1'],
    ]),
  );
  expect(readFlatXmlOf('<xml><A>1</A></xml>', names)).toEqual(new Map([['A', '1']]));
  for (const text of ['<xml><A>1</A><C>3</C></xml>', '<xml><A>1</A><A>1</A></xml>', '<xml><A><B>1</B></A></xml>', '<xml><C/></xml>'])
    expect([text, readFlatXmlOf(text, names)]).toEqual([text, undefined]);
});
