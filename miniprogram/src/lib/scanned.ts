/** Some clients put the symbology before the content: `CODE_128,ABC123`. */
export function contentOf(read: string): string {
  return read.replace(/^[A-Z0-9_-]{3,16},(?=.)/, '').trim();
}
