import { type DeviceReport, noDevice } from '../contract/device-views.ts';
import type { TerminalView } from '../contract/views.ts';
import type { CustomerLanguage } from '../contract/words/customer.ts';

/** The newest report of every device beside the till. It decides nothing: no device may hold up a payment. */
export class DeviceBoard {
  readonly #turn: (act: () => void) => void;
  readonly #printerIs: (report: DeviceReport) => void;
  #devices: TerminalView['devices'] = {
    scanner: noDevice,
    scanners: [],
    printer: noDevice,
    drawer: noDevice,
    display: noDevice,
    customerLanguage: null,
  };

  /** `turn` lets a report in between two turns of the terminal's queue; `printerIs` is told of the printer in its turn. */
  constructor(turn: (act: () => void) => void, printerIs: (report: DeviceReport) => void) {
    this.#turn = turn;
    this.#printerIs = printerIs;
  }

  /** One report for all scanners, and each of theirs. */
  scannersChanged(scanner: DeviceReport, scanners: readonly DeviceReport[]): void {
    this.#change({ scanner, scanners: [...scanners] });
  }

  changed(device: 'printer' | 'drawer' | 'display', report: DeviceReport): void {
    this.#change({ [device]: report });
  }

  /** What is shown to customers is in this language from now on. */
  customerReads(customerLanguage: CustomerLanguage): void {
    this.#change({ customerLanguage });
  }

  view(): TerminalView['devices'] {
    return this.#devices;
  }

  #change(news: Partial<TerminalView['devices']>): void {
    this.#turn(() => {
      this.#devices = { ...this.#devices, ...news };
      if (news.printer !== undefined) this.#printerIs(news.printer);
    });
  }
}
