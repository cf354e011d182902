import { describe, expect, it } from 'vitest';
import { imageKind, pixelsOf } from './image-kind.ts';

const ascii = (text: string) => new Uint8Array([...text].map((sign) => sign.charCodeAt(0)));
const bytes = (...parts: readonly (number | string)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...ascii(part)] : [part])));

describe('imageKind', () => {
  it.each([
    ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['a PNG', bytes(0x89, 'PNG\r\n', 0x1a, '\n'), 'image/png'],
    ['a WebP', ascii('RIFF1234WEBPVP8 '), 'image/webp'],
    ['an iPhone picture', bytes(0, 0, 0, 24, 'ftypheic'), 'heic'],
    ['a GIF', ascii('GIF89a'), 'gif'],
    ['an SVG', ascii('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'svg'],
    ['an SVG behind a declaration', ascii('\n <?xml version="1.0"?><svg/>'), 'svg'],
    ['an SVG behind a comment', ascii('<!-- x --><svg/>'), 'svg'],
    ['a page', ascii('<html>'), 'unknown'],
    ['nothing', new Uint8Array(), 'unknown'],
  ])('%s, whatever its name says', (_, content, kind) => expect(imageKind(content)).toBe(kind));
});

describe('pixelsOf', () => {
  it('reads a PNG', () => {
    expect(pixelsOf(bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 13, 'IHDR', 0, 0, 0x1e, 0, 0, 0, 0x14, 0x4a))).toEqual({
      width: 7680,
      height: 5194,
    });
  });

  it('reads a JPEG behind its metadata', () => {
    expect(
      pixelsOf(bytes(0xff, 0xd8, 0xff, 0xe1, 0, 6, 'Exif', 0xff, 0xc4, 0, 3, 0, 0xff, 0xc0, 0, 17, 8, 0x14, 0x4a, 0x1e, 0, 3, 0, 0, 0)),
    ).toEqual({ width: 7680, height: 5194 });
  });

  it('answers nothing for what ends early', () => expect(pixelsOf(bytes(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff))).toBeNull());
});
