import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who may enter. A browser shows the key of the newest printed address once and gets a cookie for it; every other page
 * and program on this machine stays outside. Knows headers and secrets, no paths and no sockets.
 */

export interface Keys {
  /** The newest address; it lets one browser in. */
  address(): string;
  /** The cookie is one that was given out here. */
  hasEntered(headers: IncomingHttpHeaders): boolean;
  /** The `Set-Cookie` for the newest key, which opens nothing from then on; null for any other key. */
  exchange(key: string): string | null;
}

export interface KeysParts {
  readonly port: number;
  /** Of this door's cookie; another door of the same port has another one. */
  readonly name: string;
  /** Below which everything of this door lies, such as `/customer`; '' = the whole. Other paths get no cookie of it. */
  readonly folder: string;
  /** 32 hexadecimal digits, cryptographic, never twice. */
  readonly newKey: () => string;
  /** Called after an address has been used. */
  readonly nextAddress: (address: string) => void;
}

/** Browsers that may be inside; for one more, whoever has asked for nothing the longest has to enter anew. */
const enteredMax = 32;

export function keysOf({ port, name, folder, newKey, nextAddress }: KeysParts): Keys {
  // Cookies ignore ports: another program on this machine must not overwrite ours by its own.
  const cookieName = `${name}-${port}`;
  const entered = new Set<string>();
  let newest = newKey();
  const address = (): string => `http://127.0.0.1:${port}${folder}/?key=${newest}`;
  return {
    address,
    hasEntered(headers) {
      const shown = cookiesOf(headers, cookieName);
      const known = [...entered].find((each) => shown.some((value) => isSame(value, each)));
      if (known === undefined) return false;
      entered.delete(known);
      entered.add(known);
      return true;
    },
    exchange(key) {
      if (!isSame(key, newest)) return null;
      newest = newKey();
      const value = newKey();
      for (const oldest of entered) {
        if (entered.size < enteredMax) break;
        entered.delete(oldest);
      }
      entered.add(value);
      nextAddress(address());
      return `${cookieName}=${value}; HttpOnly; SameSite=Strict; Path=${folder}/`;
    },
  };
}

/** Every value of that name: a page on another port may have put a false one before ours. */
function cookiesOf(headers: IncomingHttpHeaders, name: string): readonly string[] {
  return (headers.cookie ?? '').split(';').flatMap((cookie) => {
    const [key, value] = cookie.trim().split('=', 2);
    return key === name && value !== undefined ? [value] : [];
  });
}

function isSame(shown: string, secret: string): boolean {
  const left = Buffer.from(shown);
  const right = Buffer.from(secret);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The request was meant for this very address and does not come from a strange page. A name that merely resolves to
 * 127.0.0.1 (DNS rebinding) stands in Host as that name.
 */
export function isForUs({ host, origin }: IncomingHttpHeaders, port: number): boolean {
  const isOurHost = host === `127.0.0.1:${port}` || host === `localhost:${port}`;
  return isOurHost && (origin === undefined || origin === `http://${host}`);
}

/**
 * The request comes from our own page. Pages on other ports of this machine count as the same site, so that the cookie
 * alone does not keep them out. Every browser names an Origin, or where it fetches from, with a POST.
 */
export function isFromOurPage(headers: IncomingHttpHeaders, method: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return method !== 'POST' || headers.origin !== undefined || site === 'same-origin';
}
