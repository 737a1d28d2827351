import type { Page } from 'playwright-core';
import type { CustomerView } from '../../main/contract/customer.ts';
import type { CustomerLanguage, CustomerState } from '../../main/contract/words/customer.ts';

/** The customer's page with a terminal by script behind the port of the Electron preload, and views to show on it. */

const shop: Readonly<Record<CustomerLanguage, string>> = {
  'zh-CN': '示例门店',
  'zh-HK': '示例門店',
  en: 'Example branch',
};

const withoutAmount: readonly CustomerState[] = ['blank', 'welcome'];

export function customerViewIn(
  state: CustomerState,
  language: CustomerLanguage,
  changes: Partial<CustomerView> = {},
): CustomerView {
  return {
    state,
    shopName: state === 'blank' ? '' : shop[language],
    amountMinor: withoutAmount.includes(state) ? null : 12_800,
    currency: 'CNY',
    decimals: 2,
    training: false,
    language,
    ...changes,
  };
}

interface Script {
  show(view: CustomerView): void;
  /** Answers nothing any more, or again. */
  silence(on: boolean): void;
  /** Names of all requests. */
  readonly asked: string[];
}

declare global {
  interface Window {
    customerScript: Script;
  }
}

/** Puts the terminal by script behind the page's port. Call before the page is opened; null = nobody is there. */
export async function scriptCustomer(page: Page, first: CustomerView | null): Promise<void> {
  await page.addInitScript((start) => {
    const listeners = new Set<(message: unknown) => void>();
    const asked: string[] = [];
    let view = start;
    let session = '';
    let isSilent = start === null;
    const tell = (message: object): void => {
      if (isSilent || session === '') return;
      for (const listen of listeners) listen(structuredClone({ session, ...message }));
    };
    const greet = (): void => tell({ kind: 'event', name: 'customer.changed', value: view });
    Object.assign(window, {
      terminalPort: {
        send(message: { kind: string; session: string; id: number; name: string }) {
          if (message.kind === 'hello') {
            session = message.session;
            queueMicrotask(greet);
            return;
          }
          asked.push(message.name);
          queueMicrotask(() => tell({ kind: 'answer', id: message.id, ok: true, result: view }));
        },
        onMessage(listen: (message: unknown) => void) {
          listeners.add(listen);
          return () => listeners.delete(listen);
        },
      },
      customerScript: {
        asked,
        show(next: CustomerView) {
          view = next;
          greet();
        },
        silence(on: boolean) {
          isSilent = on;
        },
      },
    });
  }, first);
}

export async function showCustomer(page: Page, view: CustomerView): Promise<void> {
  await page.evaluate((next) => window.customerScript.show(next), view);
}
