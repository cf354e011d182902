import type { DownloadedFile } from '@mingdan/shared/contracts/common';

/** Hands bytes to the browser as a file to keep. */
function offer(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A file that came inside of an answer. */
export function saveFile({ name, type, base64 }: DownloadedFile): void {
  offer(name, new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type }));
}

/** A value as a JSON file. */
export function saveJson(name: string, value: unknown): void {
  offer(`${name}.json`, new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }));
}
