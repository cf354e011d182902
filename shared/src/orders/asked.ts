/** How questions about a device 设备核对 travel from the server to whoever answers them; `device-questions.ts` asks them. */

/** Something about the device that does not fit together: asked once, never forbidden. */
export interface DeviceQuestion {
  /** What it is about, with its values: another value is another question. */
  readonly key: string;
  /** In words, for whoever stands before the device. */
  readonly text: string;
}

/** Questions in a refusal's detail: one sentence, and the keys that an answer names. */
export function questionsDetail(questions: readonly DeviceQuestion[]): { readonly what: string; readonly keys: string } {
  return { what: questions.map((question) => question.text).join('；'), keys: questions.map(({ key }) => key).join('\n') };
}

/** The keys out of such a detail. */
export function keysOf(detail: Readonly<Record<string, unknown>>): readonly string[] {
  const { keys } = detail;
  return typeof keys === 'string' && keys !== '' ? keys.split('\n') : [];
}
