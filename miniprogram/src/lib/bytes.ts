/** Bytes of pictures that have not gone up yet: IndexedDB in a browser, the app's own folder in a mini-program. */
import Taro from '@tarojs/taro';
import { IS_H5 } from './place.ts';

/** A picture as it lies on the phone. */
export interface StoredBytes {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

const DATABASE = 'mingdan';
const STORE = 'pictures';
/** For a browser that has no database (private mode): lost with the page, and the page says that the picture has not gone up. */
const memory = new Map<string, StoredBytes>();

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
    request.onblocked = () => reject(new Error('database blocked'));
  });
}

async function inDatabase<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      // a write counts when its transaction is complete, not when it was taken
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('not stored'));
    });
  } finally {
    database.close();
  }
}

const pathOf = (name: string): string => `${(Taro.env as { USER_DATA_PATH?: string }).USER_DATA_PATH ?? ''}/${name}.bin`;
const files = () => Taro.getFileSystemManager();

/** Keeps bytes under a name. False when only the memory of this page could take them. */
export async function putBytes(name: string, stored: StoredBytes): Promise<boolean> {
  try {
    if (IS_H5) await inDatabase('readwrite', (store) => store.put({ bytes: stored.bytes, type: stored.type }, name));
    else files().writeFileSync(pathOf(name), stored.bytes);
    return true;
  } catch {
    // full, or forbidden
    memory.set(name, stored);
    return false;
  }
}

/** The bytes kept under a name; undefined when they are gone. */
export async function getBytes(name: string): Promise<StoredBytes | undefined> {
  const held = memory.get(name);
  if (held) return held;
  try {
    if (IS_H5) return (await inDatabase('readonly', (store) => store.get(name))) as StoredBytes | undefined;
    const bytes = files().readFileSync(pathOf(name));
    return typeof bytes === 'string' ? undefined : { bytes, type: 'image/jpeg' };
  } catch {
    return undefined;
  }
}

/** Forgets the bytes kept under a name. */
export async function dropBytes(name: string): Promise<void> {
  memory.delete(name);
  try {
    if (IS_H5) await inDatabase('readwrite', (store) => store.delete(name));
    else files().unlinkSync(pathOf(name));
  } catch {
    // gone already
  }
}

/** An address to show kept bytes by; undefined when they are gone. */
export async function showBytes(name: string): Promise<string | undefined> {
  if (!IS_H5) return memory.has(name) ? undefined : pathOf(name);
  const stored = await getBytes(name);
  return stored ? URL.createObjectURL(new Blob([stored.bytes], { type: stored.type })) : undefined;
}
