/** Answers that the page itself asked for while this program was still being loaded: see `config/page-files.ts`. H5 only. */
interface EarlyAnswer {
  readonly status: number;
  readonly text: string;
  /** The session that was asked for. */
  readonly bearer: string;
}

/** The answer to a question that was asked early, once; undefined when it was not, or for another session. */
export function takeEarly(url: string, authorization: string | undefined): Promise<EarlyAnswer> | undefined {
  const { mdEarly: all } = globalThis as { mdEarly?: Record<string, Promise<EarlyAnswer> | undefined> };
  const asked = all?.[url];
  if (!all || !asked) return undefined;
  delete all[url];
  return asked.then((answer) => {
    if (`Bearer ${answer.bearer}` !== authorization) throw new Error('another session');
    return answer;
  });
}
