// @ts-check

/** Presses on the buttons of messages: one at a time for each message, so that a double click is one press. */
export class Presses {
  /** @type {Set<string>} */
  #underWay = new Set();
  #changed;

  /** @param {() => void} changed called when a press begins and when it has its answer */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {string} msgid */
  isUnderWay(msgid) {
    return this.#underWay.has(msgid);
  }

  /**
   * Nothing while an earlier press of the same message has no answer yet.
   *
   * @param {string} msgid
   * @param {() => Promise<void>} send
   */
  async press(msgid, send) {
    if (this.#underWay.has(msgid)) return;
    this.#underWay.add(msgid);
    this.#changed();
    try {
      await send();
    } finally {
      this.#underWay.delete(msgid);
      this.#changed();
    }
  }
}
