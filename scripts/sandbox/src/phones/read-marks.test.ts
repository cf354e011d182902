import { describe, expect, it } from 'vitest';
import { ReadMarks } from '../../web/read-marks.js';

function createStorage(kept: Record<string, string> = {}) {
  const items = new Map(Object.entries(kept));
  return { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value) };
}

describe('what was read on a phone', () => {
  it('stays read when its page is opened again, for that person alone', () => {
    const storage = createStorage();
    new ReadMarks(storage, 'zhang.wei').read('app', 200);
    const again = new ReadMarks(storage, 'zhang.wei');
    expect([again.of('app'), again.of('linxiao')]).toEqual([200, 0]);
    expect(new ReadMarks(storage, 'li.qiang').of('app')).toBe(0);
  });

  it('never becomes unread by an older message', () => {
    const marks = new ReadMarks(createStorage(), 'zhang.wei');
    marks.read('app', 200);
    marks.read('app', 100);
    expect(marks.of('app')).toBe(200);
  });

  it.each(['{', 'null', '[1]', '{"app":"soon"}'])('what the browser holds otherwise (%s) is nothing', (kept) => {
    expect(new ReadMarks(createStorage({ '__phone.read.zhang.wei': kept }), 'zhang.wei').of('app')).toBe(0);
  });
});
