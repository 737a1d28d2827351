/**
 * Chromium alone has no scheme of ours: `app://till/x` is shown at `http://till.app.localhost/x`, which it trusts like
 * https, and the stand-in speaks of it as `app://till/x`.
 */

const chromiumsOwn = new Set(['http:', 'https:', 'about:', 'data:', 'blob:', 'chrome:', 'file:', 'javascript:']);

/** Where the stand-in's Chromium shows an address. */
export function overHttp(address: string): string {
  const url = new URL(address);
  if (chromiumsOwn.has(url.protocol)) return address;
  return `http://${url.host}.${url.protocol.slice(0, -1)}.localhost${url.pathname}${url.search}${url.hash}`;
}

const shownAt = /^http:\/\/([^/.]+)\.([a-z]+)\.localhost(?=\/|$)/;

/** The address as Electron would name it. */
export function fromHttp(address: string): string {
  return address.replace(shownAt, '$2://$1');
}

/** The scheme an address of Chromium's stands for, or null. */
export function schemeOf(address: string): string | null {
  return shownAt.exec(address)?.[2] ?? null;
}
