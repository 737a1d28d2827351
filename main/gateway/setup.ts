import { isIPv4 } from 'node:net';

/**
 * Where the gateway is and under which paths it listens, read from the configuration and checked before the first
 * call. It knows the address rules of the Alipay docs (`ams/api_fund`) and of our own safety: https everywhere, plain
 * http on this machine only. It opens nothing.
 */

/** A configuration with which no call may be made. The message is one sentence for the person who sets it up. */
export class GatewaySetupError extends Error {
  override readonly name = 'GatewaySetupError';
}

/** The five calls, under the names of the AMS pages. */
export const apis = ['pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund'] as const;

export type Api = (typeof apis)[number];

export interface Address {
  readonly secure: boolean;
  /** Name or IP without brackets, as sockets want it. */
  readonly host: string;
  readonly port: number;
}

/** Reads `gateway.url`: an origin without path, query or credentials. Throws {@link GatewaySetupError}. */
export function readAddress(text: string): Address {
  if (!URL.canParse(text)) throw new GatewaySetupError(`gateway.url is not an address: ${text}`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new GatewaySetupError(`gateway.url must begin with https://, not ${url.protocol}//`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new GatewaySetupError('gateway.url must not contain a user name or password');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new GatewaySetupError(`gateway.url must end after the host; a path belongs into gateway.pathPrefix: ${text}`);
  }
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!secure && !isLoopback(host)) {
    throw new GatewaySetupError(`gateway.url must be https: plain http would leave this machine for ${host}`);
  }
  return { secure, host, port: Number(url.port) || (secure ? 443 : 80) };
}

/** 127.0.0.0/8, ::1 and localhost. `host` comes from URL, which has already written every IPv4 form as four numbers. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/**
 * The path of each call, as sent and as signed. A client id of the sandbox turns the first `/ams/api` into
 * `/ams/sandbox/api`, as the official SDKs do. Throws {@link GatewaySetupError}.
 */
export function readPaths(pathPrefix: string, clientId: string): Readonly<Record<Api, string>> {
  if (!/^(\/[A-Za-z0-9._~-]+)*$/.test(pathPrefix)) {
    throw new GatewaySetupError(
      `gateway.pathPrefix must look like /ams/api, without a slash at its end: ${pathPrefix}`,
    );
  }
  const prefix = clientId.startsWith('SANDBOX_') ? pathPrefix.replace('/ams/api', '/ams/sandbox/api') : pathPrefix;
  const path = (api: Api): string => `${prefix}/v1/payments/${api}`;
  return {
    pay: path('pay'),
    inquiryPayment: path('inquiryPayment'),
    cancel: path('cancel'),
    refund: path('refund'),
    inquiryRefund: path('inquiryRefund'),
  };
}

/** A value that becomes part of a header: printable ASCII without blanks or commas. */
export function readHeaderValue(name: string, value: string, charactersMax: number): string {
  if (value.length > charactersMax || !/^[!-+\--~]+$/.test(value)) {
    throw new GatewaySetupError(
      `${name} must be 1 to ${charactersMax} printable ASCII characters without blanks or commas`,
    );
  }
  return value;
}
