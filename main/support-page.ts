import { clockText, dayText, spanText, storyOf } from './contract/flight-story.ts';
import type { BundlePayment, SupportBundle } from './contract/support-bundle.ts';
import { flightWords } from './contract/words/flight.ts';
import type { Language } from './contract/words/language.ts';
import { type SupportWords, supportWords } from './contract/words/support.ts';
import { plainAmount } from './core/money.ts';

/**
 * The support bundle for people: one page without scripts or other files, to be read, printed or sent. Chinese and
 * English stand side by side, since nobody knows who at Alipay will read it; fields keep Alipay's own names.
 */

type PageWord = keyof SupportWords['page'];

export function supportPage(bundle: SupportBundle, language: Language): string {
  const page = new Page(bundle, language === 'en' ? 'zh-CN' : language);
  return page.html();
}

const style = `
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1.5rem; color: #10151c; background: #fff;
  font: 15px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; padding-bottom: .2rem; border-bottom: 2px solid #0b57c2; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
[lang=en] { color: #465162; font-weight: 400; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .5rem; border-bottom: 1px solid #bcc5d0; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { color: #465162; font-weight: 600; white-space: nowrap; overflow-wrap: normal; }
table.facts th { width: 16rem; font-weight: 600; }
table.wide { font-size: 13px; }
th .id { font-weight: 400; }
.id { font-family: ui-monospace, Consolas, monospace; font-size: 13px; }
.number { text-align: right; white-space: nowrap; }
.time { white-space: nowrap; }
.group th { background: #e4eefc; color: #0b52b8; }
.slow td, .slow th { background: #fff3dc; }
.soft { color: #465162; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 11px; } h2 { break-after: avoid; }
  tr { break-inside: avoid; } .slow td, .slow th, .group th { print-color-adjust: exact; } }
`;

class Page {
  readonly #bundle: SupportBundle;
  readonly #chinese: Exclude<Language, 'en'>;

  constructor(bundle: SupportBundle, chinese: Exclude<Language, 'en'>) {
    this.#bundle = bundle;
    this.#chinese = chinese;
  }

  html(): string {
    const { madeAt, merchant, program, configuration, clock, state, journal, payments } = this.#bundle;
    const { clientId, ...merchantFacts } = merchant;
    const zone = configuration.timeZone;
    const atMs = Date.parse(madeAt);
    const title = supportWords[this.#chinese].page.title;
    return `<!doctype html>
<html lang="${this.#chinese}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${style}</style></head>
<body>
<h1>${this.#word('title')}</h1>
<p>${this.#word('sentence')}</p>
<p>${this.#word('made')}: ${escaped(`${dayText(atMs, zone)} ${clockText(atMs, zone)} ${zone}`)} ·
${escaped(madeAt)}</p>
${this.#section('merchant', factsTable({ 'Client-Id': clientId, ...merchantFacts }))}
${payments.map((payment) => this.#payment(payment)).join('\n')}
${this.#section('clock', factsTable(clock))}
${this.#section('state', factsTable(state))}
${this.#section('journal', this.#journal(journal))}
${this.#section('devices', this.#devices())}
${this.#section('program', factsTable(program))}
${this.#section('configuration', factsTable({ ...configuration, scanners: configuration.scanners.join(', ') }))}
${this.#section('log', this.#log())}
</body>
</html>
`;
  }

  #word(name: PageWord): string {
    const chinese = escaped(supportWords[this.#chinese].page[name]);
    return `${chinese} <span lang="en">${escaped(supportWords.en.page[name])}</span>`;
  }

  #section(name: PageWord, inside: string): string {
    return `<section><h2>${this.#word(name)}</h2>${inside}</section>`;
  }

  #journal({ rows, head, lost, archivesAway }: SupportBundle['journal']): string {
    return factsTable({
      rows,
      'head.seq': head?.seq ?? null,
      'head.hash': head?.hash ?? null,
      lost,
      archivesAway: archivesAway.map(({ year, fault }) => `${year} ${fault}`).join(', '),
    });
  }

  #payment(payment: BundlePayment): string {
    const { calls, timeline, refunds, timelineRefused, amountMinor, currency, ...rest } = payment;
    const { paymentRequestId, paymentId, orderId, ...facts } = rest;
    const amount = `${plainAmount({ minor: amountMinor, currency })} ${currency}`;
    const parts = [
      factsTable({ paymentRequestId, paymentId, orderId, amount, ...facts }),
      refunds.length === 0 ? '' : `<h3>${this.#word('refunds')}</h3>${refunds.map((one) => factsTable(one)).join('')}`,
      `<h3>${this.#word('calls')}</h3>${this.#calls(calls)}`,
      `<h3>${this.#word('timeline')}</h3>`,
      timeline === null
        ? `<p>${this.#word('unreadable')} ${escaped(timelineRefused ?? '')}</p>`
        : this.#timeline(payment),
    ];
    return this.#section('payment', parts.join('\n'));
  }

  #calls(calls: BundlePayment['calls']): string {
    if (calls.length === 0) return `<p>${this.#word('none')}</p>`;
    const names = ['API', 'sent (UTC)', 'Request-Time', 'Response-Time', 'ms', 'HTTP', 'resultStatus', 'resultCode'];
    const rows = calls.map((call) => {
      const api = call.number === null || call.number === 1 ? call.api : `${call.api} #${call.number}`;
      const cells = [
        `<th scope="row">${escaped(api)}<br><span class="id soft">${escaped(call.requestId)}</span></th>`,
        cell(call.sentAt),
        cell(call.requestTime),
        cell(call.responseTime),
        `<td class="number">${escaped(String(call.tookMs ?? ''))}</td>`,
        cell(call.http),
        cell(call.resultStatus),
        cell([call.resultCode, call.resultMessage, call.trace === null ? null : `trace ${call.trace}`]),
      ];
      return `<tr>${cells.join('')}</tr>`;
    });
    return table('wide', names, rows);
  }

  /** As on the screen, in Chinese; the English page of the screen has the same lines. */
  #timeline({ timeline }: BundlePayment): string {
    if (timeline === null) return '';
    const words = flightWords[this.#chinese];
    const english = storyOf(timeline, 'en').flatMap(({ lines }) => lines);
    const zone = this.#bundle.configuration.timeZone;
    const { columns } = words;
    const names = [columns.after, columns.what, columns.detail, columns.took, columns.shopTime, columns.utc];
    const rows = storyOf(timeline, this.#chinese).flatMap(({ heading, lines }) => [
      `<tr class="group"><th colspan="6" scope="rowgroup">${escaped(heading)}</th></tr>`,
      ...lines.map(({ key, entry, what, detail, pace }) => {
        const said = english[key];
        const cells = [
          `<td class="number">+${spanText(entry.afterMs)}</td>`,
          `<th scope="row">${escaped(what)}<br><span lang="en">${escaped(said?.what ?? '')}</span></th>`,
          `<td>${escaped(detail)}${entry.fine ? '' : ` <i>${escaped(words.coarse)}</i>`}<br>
<span lang="en">${escaped(said?.detail ?? '')}</span></td>`,
          `<td class="number">${entry.tookMs === null ? '' : spanText(entry.tookMs)}</td>`,
          `<td>${clockText(entry.atMs, zone)}</td>`,
          `<td class="soft">${clockText(entry.atMs, 'UTC')}</td>`,
        ];
        return `<tr${pace === 'slow' ? ' class="slow"' : ''}>${cells.join('')}</tr>`;
      }),
    ]);
    const note = `${words.recorded[timeline.recorded]} ${flightWords.en.recorded[timeline.recorded]}`;
    return `<p class="soft">${escaped(note)}</p>${table('wide', names, rows)}`;
  }

  #devices(): string {
    const rows = this.#bundle.devices.map(
      ({ role, state, fault, place, detail }) =>
        `<tr><th scope="row">${escaped(role)}</th>${[state, fault, place, detail].map(cell).join('')}</tr>`,
    );
    return table('wide', ['', 'state', 'fault', 'place', 'detail'], rows);
  }

  #log(): string {
    const { log } = this.#bundle;
    if (log.length === 0) return `<p>${this.#word('none')}</p>`;
    const rows = log.map(({ at, level, sentence, facts }) => {
      const said = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
      return `<tr>${[at, level, sentence, said.join(' ')].map(cell).join('')}</tr>`;
    });
    return table('wide', ['', '', '', ''], rows);
  }
}

function factsTable(facts: Readonly<Record<string, string | number | boolean | null>>): string {
  const rows = Object.entries(facts).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`<tr><th scope="row">${escaped(name)}</th>${cell(value)}</tr>`],
  );
  return `<table class="facts"><tbody>${rows.join('')}</tbody></table>`;
}

function table(kind: string, names: readonly string[], rows: readonly string[]): string {
  const isNamed = names.some((name) => name !== '');
  const head = isNamed
    ? `<thead><tr>${names.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead>`
    : '';
  return `<table class="${kind}">${head}<tbody>${rows.join('\n')}</tbody></table>`;
}

type CellValue = string | number | boolean | null;

/** Ids in letters of one width: they are compared digit by digit. Times are not broken. */
function cell(value: CellValue | readonly CellValue[]): string {
  const text = [value]
    .flat()
    .filter((one) => one !== null && one !== '')
    .join(' · ');
  const kind = /^\d{16,}$/.test(text) ? 'id' : /^\d{4}-\d\d-\d\dT|^\d{13}$/.test(text) ? 'time' : null;
  return `<td${kind === null ? '' : ` class="${kind}"`}>${escaped(text)}</td>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
