/** What a person chose for a template in WeChat's sheet. */
export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter';

interface SubscribeResult {
  readonly errMsg?: string;
  readonly [templateId: string]: string | undefined;
}
interface WeChat {
  requestSubscribeMessage?(options: {
    tmplIds: readonly string[];
    success: (result: SubscribeResult) => void;
    fail: (reason: { errMsg?: string }) => void;
  }): void;
}

const weChat = (): WeChat | undefined => (globalThis as { wx?: WeChat }).wx;

/** True where this place can show WeChat's sheet: the mini-program. A web page in WeChat has none. */
export function canSubscribe(): boolean {
  return typeof weChat()?.requestSubscribeMessage === 'function';
}

/**
 * Shows WeChat's sheet for these templates. Call it first thing in the handler of a tap: after any wait WeChat refuses it.
 *
 * @returns what was chosen, per template; undefined when the sheet could not be shown
 */
export function requestSubscribe(templateIds: readonly string[]): Promise<{ templateId: string; answer: SubscribeAnswer }[] | undefined> {
  return new Promise((resolve) => {
    weChat()?.requestSubscribeMessage?.({
      tmplIds: templateIds,
      success: (result) =>
        resolve(
          templateIds.flatMap((templateId) => {
            const answer = result[templateId];
            return answer === 'accept' || answer === 'reject' || answer === 'ban' || answer === 'filter' ? [{ templateId, answer }] : [];
          }),
        ),
      fail: () => resolve(undefined),
    });
  });
}
