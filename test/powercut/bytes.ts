/** The bytes of a file that grows and shrinks; what lies between is zero, as on a disk. */
export class Bytes {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  write(at: number, data: Buffer): void {
    if (at + data.length > this.#length) this.resize(at + data.length);
    data.copy(this.#bytes, at);
  }

  resize(length: number): void {
    if (length > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(length, 2 * this.#bytes.length, 4096));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    if (length < this.#length) this.#bytes.fill(0, length, this.#length);
    this.#length = length;
  }

  /** As it is now; valid until the next change. */
  read(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Has the same bytes as another from now on. */
  become(other: Bytes): void {
    if (other.#length < this.#length) this.resize(other.#length);
    this.write(0, other.read());
  }
}
