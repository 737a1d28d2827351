import { join } from 'node:path';
import type { Configuration } from './config.ts';
import type { FlightEntry, FlightTimeline } from './contract/flight.ts';
import {
  type BundleCall,
  type BundlePayment,
  bundleFormat,
  bundleVersion,
  type SupportBundle,
  supportBundle,
} from './contract/support-bundle.ts';
import type { PaymentView, TerminalView } from './contract/views.ts';
import { maskedText } from './core/flight-record.ts';
import type { FlightRecorder } from './core/flight-recorder.ts';
import type { Clock } from './core/ports.ts';
import type { Profile } from './profile.ts';
import type { Program } from './program.ts';
import type { OpenedJournal } from './store/rescue.ts';
import { newestLogLines } from './support-log.ts';

/**
 * Gathers the support bundle of one payment or of the whole till: picked field by field, and at the end looked through
 * once more for every secret this profile has.
 */

export interface BundleSources {
  readonly profile: Profile;
  readonly program: Program;
  readonly clock: Clock;
  readonly view: TerminalView;
  readonly journal: Pick<OpenedJournal, 'rows' | 'rescue' | 'steps'>;
  readonly archivesAway: SupportBundle['journal']['archivesAway'];
  readonly skew: ReturnType<FlightRecorder['skew']>;
}

/** A payment with its story, or why there is none. */
export interface BundledPayment {
  readonly payment: PaymentView;
  readonly timeline: FlightTimeline | null;
  readonly refused: string | null;
}

/** `about`: the payment it is made for; null = the whole till. */
export function bundleOf(
  sources: BundleSources,
  about: string | null,
  payments: readonly BundledPayment[],
): SupportBundle {
  const { profile, program, clock, view, journal, archivesAway, skew } = sources;
  const ids = payments.flatMap(({ payment }) => [
    payment.paymentRequestId,
    ...payment.refunds.map(({ refundRequestId }) => refundRequestId),
  ]);
  const bundle: SupportBundle = {
    format: bundleFormat,
    version: bundleVersion,
    madeAt: isoOf(clock.wallMs()),
    about,
    program: { ...program },
    merchant: merchantOf(profile.config),
    configuration: configurationOf(profile.config),
    clock: { skewMs: skew?.skewMs ?? null, measuredAt: skew === null ? null : isoOf(skew.atMs) },
    state: stateOf(view),
    journal: {
      rows: journal.rows(),
      head: journal.steps.head(),
      lost: journal.rescue?.reason ?? null,
      archivesAway,
    },
    devices: devicesOf(view),
    payments: payments.map(paymentOf),
    log: newestLogLines(join(profile.folder, 'log', 'truetill.log'), ids),
  };
  return supportBundle.parse(JSON.parse(withoutSecrets(JSON.stringify(bundle), profile)));
}

function merchantOf({ gateway, merchant, terminal }: Configuration): SupportBundle['merchant'] {
  const { referenceMerchantId, merchantName, merchantMCC, settlementCurrency, paymentNotifyUrl } = merchant;
  const { referenceStoreId, storeName, storeMCC } = merchant.store;
  const { host, protocol } = new URL(gateway.url);
  return {
    clientId: gateway.clientId,
    keyVersion: gateway.keyVersion,
    agentToken: gateway.agentToken !== null,
    gateway: `${protocol}//${host}${gateway.pathPrefix}`,
    referenceMerchantId,
    merchantName,
    merchantMCC,
    referenceStoreId,
    storeName,
    storeMCC,
    terminalId: terminal.number,
    settlementCurrency,
    // Its path and query may hold a key of the merchant's own server.
    paymentNotifyHost: new URL(paymentNotifyUrl).host,
  };
}

function configurationOf({ mode, terminal, limits, devices }: Configuration): SupportBundle['configuration'] {
  const { currency, timeZone, language, receiptLanguage = language } = terminal;
  const { inquiries, maxAmountMinor, acceptShortCodes, acceptLongCodes } = limits;
  return {
    mode,
    currency,
    timeZone,
    language,
    receiptLanguage,
    inquiries,
    maxAmountMinor,
    acceptShortCodes,
    acceptLongCodes,
    scanners: devices.scanners.map(({ kind }) => kind),
    printer: devices.printer.kind,
    display: devices.display.kind,
  };
}

function stateOf({ salesStopped, gateway, openReversals, unsettled, printer }: TerminalView): SupportBundle['state'] {
  const { waiting, questions } = printer;
  return { salesStopped, gateway, openReversals, unsettled, papersWaiting: waiting, paperQuestions: questions };
}

function devicesOf({ devices: { scanners, printer, drawer, display } }: TerminalView): SupportBundle['devices'] {
  const all = [
    ...scanners.map((report) => ({ role: 'scanner', report })),
    { role: 'printer', report: printer },
    { role: 'drawer', report: drawer },
    { role: 'display', report: display },
  ];
  return all.map(({ role, report: { state, fault, place, detail } }) => ({
    role,
    state,
    fault,
    place: maskedText(place),
    detail: maskedText(detail),
  }));
}

function paymentOf({ payment, timeline, refused }: BundledPayment): BundlePayment {
  const { paymentRequestId, paymentId, orderId, amountMinor, currency, status, phase } = payment;
  const { code, alarm, codeMask, paymentTime, scannedAtMs, inquiries, cancels, refunds } = payment;
  return {
    paymentRequestId,
    paymentId,
    orderId,
    amountMinor,
    currency,
    status,
    phase,
    code: maskedText(code),
    alarm,
    codeMask,
    paymentTime,
    scannedAt: isoOf(scannedAtMs),
    inquiries,
    cancels,
    refunds: refunds.map((refund) => ({ ...refund, code: maskedText(refund.code) })),
    calls: timeline === null ? [] : callsOf(timeline),
    timeline,
    timelineRefused: refused,
  };
}

/** Each call with its answer; one of which only the journal tells has the journal's time. */
export function callsOf(timeline: FlightTimeline): BundleCall[] {
  const calls = new Map<string, BundleCall>();
  for (const entry of timeline.entries) {
    if (entry.call === null) continue;
    const requestId = entry.facts.refundRequestId ?? timeline.paymentRequestId;
    const key = `${entry.call} ${entry.number}`;
    const before = calls.get(key) ?? { ...noCall, api: entry.call, number: entry.number, requestId };
    calls.set(key, { ...before, ...(entry.kind === 'sent' ? sentIn(entry) : answerIn(entry)) });
  }
  return [...calls.values()];
}

const noCall = {
  sentAt: null,
  requestTime: null,
  answeredAt: null,
  responseTime: null,
  tookMs: null,
  http: null,
  resultStatus: null,
  resultCode: null,
  resultMessage: null,
  signed: null,
  verdict: null,
  trace: null,
  detail: null,
};

function sentIn({ atMs, facts }: FlightEntry): Pick<BundleCall, 'sentAt' | 'requestTime'> {
  return { sentAt: isoOf(atMs), requestTime: facts.requestTime ?? null };
}

function answerIn({
  kind,
  atMs,
  code,
  tookMs,
  facts,
}: FlightEntry): Omit<BundleCall, 'api' | 'number' | 'requestId' | 'sentAt' | 'requestTime'> {
  return {
    answeredAt: kind === 'answered' ? isoOf(atMs) : null,
    responseTime: facts.responseTime ?? null,
    tookMs,
    http: facts.http ?? null,
    resultStatus: facts.resultStatus ?? null,
    resultCode: kind === 'given_up' ? 'given_up' : code,
    resultMessage: facts.resultMessage ?? null,
    signed: facts.signed ?? null,
    verdict: facts.verdict ?? null,
    trace: facts.trace ?? null,
    detail: facts.detail ?? null,
  };
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Nothing of them should be there; whatever brought one in, it goes no further. */
function withoutSecrets(json: string, { keys, config }: Profile): string {
  const lines = keys.merchantPrivate.split(/\s+/).filter((line) => line.length >= secretMin && !line.startsWith('---'));
  const token = config.gateway.agentToken;
  const secrets = [...lines, ...(token !== null && token.length >= secretMin ? [token] : [])];
  return secrets.reduce((text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), '…'), json);
}

/** Shorter ones would be found in any text. */
const secretMin = 8;
