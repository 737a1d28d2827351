import type { BrowserContext } from 'playwright-core';
import { schemeOf } from './address.ts';

/** `protocol.handle` over a real Chromium: requests for a scheme of ours go to its handler, not to the network. */

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** Handlers may be added later. A handler sees the address that Electron would hand over. */
export async function serveSchemes(
  context: BrowserContext,
  handlers: ReadonlyMap<string, SchemeHandler>,
): Promise<void> {
  await context.route(
    (url) => handlers.has(schemeOf(url.href) ?? ''),
    async (route) => {
      const asked = route.request();
      const scheme = schemeOf(asked.url()) ?? '';
      const url = new URL(asked.url());
      const host = url.hostname.slice(0, -`.${scheme}.localhost`.length);
      const address = `${scheme}://${host}${url.pathname}${url.search}`;
      const answer = await handlers.get(scheme)?.(new Request(address, { method: asked.method() }));
      if (answer === undefined) return route.abort();
      const body = Buffer.from(await answer.arrayBuffer());
      return route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
    },
  );
}
