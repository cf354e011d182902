// @ts-check

/**
 * Up to where somebody has read each conversation on this phone; kept in the browser, so that what came while the phone's page was closed still counts as new.
 */
export class ReadMarks {
  /** @type {Record<string, number>} */
  #marks;
  #storage;
  #key;

  /**
   * @param {Pick<Storage, 'getItem' | 'setItem'>} storage
   * @param {string} person whose marks
   */
  constructor(storage, person) {
    this.#storage = storage;
    this.#key = `__phone.read.${person}`;
    this.#marks = parse(storage.getItem(this.#key));
  }

  /** Epoch ms of the newest message that was read; 0 before any. @param {string} conversation */
  of(conversation) {
    return this.#marks[conversation] ?? 0;
  }

  /** @param {string} conversation @param {number} at */
  read(conversation, at) {
    if (at <= this.of(conversation)) return;
    this.#marks[conversation] = at;
    this.#storage.setItem(this.#key, JSON.stringify(this.#marks));
  }
}

/** @param {string | null} text @returns {Record<string, number>} */
function parse(text) {
  try {
    const marks = JSON.parse(text ?? '{}');
    return Object.fromEntries(Object.entries(marks ?? {}).filter(([, at]) => typeof at === 'number'));
  } catch {
    return {};
  }
}
