import type { KeyObject } from 'node:crypto';
import type { Clock } from '../core/ports.ts';
import { signatureHeader, signatureHeaderBeside } from './sign.ts';

/**
 * The headers of a signed request: who we are, when, and the signature over all of it. They are made here and now, or on
 * another thread while this one waits for the disk. It knows no connection.
 */

/** All of them but the body's length. */
export interface SignedHeaders extends Readonly<Record<string, string>> {
  readonly 'Request-Time': string;
  readonly Signature: string;
}

/** Calls `use` with them once: at once where they are ready, else in a later turn. */
export type HeadersToCome = (use: (headers: SignedHeaders) => void) => void;

export interface SignerOptions {
  readonly identity: Readonly<Record<string, string>>;
  readonly clientId: string;
  readonly keyVersion: number;
  readonly key: KeyObject;
  readonly clock: Clock;
  /** How another thread is asked; node:crypto's own unless told. */
  readonly beside?: typeof signatureHeaderBeside;
}

/**
 * A signature takes below a millisecond; but the threads that make it also ask for names of hosts, and without a
 * network they may do so for seconds. Milliseconds.
 */
const besideMaxMs = 20;

/** A request that is signed before it is asked for. */
export interface SignedAhead {
  readonly body: Buffer;
  readonly headers: HeadersToCome;
  /** It will not be asked for. */
  forget(): void;
}

export class Signer {
  readonly #options: SignerOptions;

  constructor(options: SignerOptions) {
    this.#options = options;
  }

  /** Here and now. */
  headers(path: string, body: Buffer): SignedHeaders {
    const time = this.#time();
    const { key, keyVersion } = this.#options;
    return this.#with(time, signatureHeader(key, keyVersion, this.#covered(path, time, body)));
  }

  /** On another thread; here after all where that takes too long. */
  headersBeside(path: string, body: Buffer): SignedAhead {
    const time = this.#time();
    const { key, keyVersion, clock, beside = signatureHeaderBeside } = this.#options;
    const covered = this.#covered(path, time, body);
    let ready: SignedHeaders | null = null;
    let waiting: (headers: SignedHeaders) => void = () => {};
    const made = (signature: string): void => {
      if (ready !== null) return;
      stop();
      ready = this.#with(time, signature);
      waiting(ready);
    };
    const signHere = (): void => made(signatureHeader(key, keyVersion, covered));
    const stop = clock.after(besideMaxMs, signHere);
    beside(key, keyVersion, covered, (error, signature) => {
      if (error === null) made(signature);
    });
    return {
      body,
      headers: (use) => {
        if (ready === null) waiting = use;
        else use(ready);
      },
      forget: stop,
    };
  }

  #time(): string {
    return String(this.#options.clock.wallMs());
  }

  #covered(path: string, time: string, body: Buffer) {
    return { path, clientId: this.#options.clientId, time, body };
  }

  #with(time: string, signature: string): SignedHeaders {
    return {
      ...this.#options.identity,
      'Request-Time': time,
      Signature: signature,
      'Content-Type': 'application/json; charset=UTF-8',
    };
  }
}
