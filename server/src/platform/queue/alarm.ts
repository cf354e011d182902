/** Sleeps until a time is over or somebody wakes it. A wake-up while nobody sleeps is kept for the next sleep. */
export class Alarm {
  #pending = false;
  #wake: (() => void) | null = null;

  wake(): void {
    this.#pending = true;
    this.#wake?.();
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#pending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    this.#pending = false;
  }
}
