// Collects sound into chunks of 40 ms of 16-bit samples.

const CHUNK = 640;

class Tap extends AudioWorkletProcessor {
  #chunk = new Int16Array(CHUNK);
  #filled = 0;

  process([[channel]]) {
    for (const sample of channel ?? []) {
      this.#chunk[this.#filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
      if (this.#filled === CHUNK) {
        this.port.postMessage(this.#chunk.buffer, [this.#chunk.buffer]);
        this.#chunk = new Int16Array(CHUNK);
        this.#filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("tap", Tap);
