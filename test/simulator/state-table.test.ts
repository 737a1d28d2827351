import { expect, test } from 'vitest';
import { openBooks, short } from './samples.ts';

/**
 * The simulator's state table as one table: in each state, what each call answers. Sources: Alipay docs, pages pay,
 * inquiryPayment, cancel and refund.
 */

type World = ReturnType<typeof openBooks>;

const code = '281234567890123456';
const states: Readonly<Record<string, (world: World) => void>> = {
  'never seen': () => {},
  'PROCESSING (9902)': ({ pay }) => pay({ minor: 9902, code }),
  'PROCESSING (waits for the PIN)': ({ pay, books }) => pay({ code: presented(books, { needsPin: true }) }),
  SUCCESS: ({ pay }) => pay({ code }),
  'SUCCESS, next day after 00:15': ({ pay, clock }) => {
    pay({ code });
    clock.advance(12 * 3_600_000 + 15 * 60_000 + 1);
  },
  'SUCCESS, partly refunded': ({ pay, refund }) => {
    pay({ code });
    refund(280, 'refund-0');
  },
  'SUCCESS, fully refunded': ({ pay, refund }) => {
    pay({ code });
    refund(1280, 'refund-0');
  },
  'FAIL (declined)': ({ pay, books }) => pay({ code: presented(books, { refuseWith: 'RISK_REJECT' }) }),
  'FAIL (expired, closed)': ({ pay, clock, books }) => {
    pay({ code: presented(books, { needsPin: true }) });
    clock.advance(600_001);
  },
  CANCELLED: ({ pay, cancel }) => {
    pay({ code });
    cancel();
  },
  'CANCELLED before it was paid': ({ pay, cancel }) => {
    pay({ minor: 9902, code });
    cancel();
  },
};

/** In the order pay with the same id, inquiryPayment, cancel, refund of 1000. */
const table: Readonly<Record<string, readonly [string, string, string, string]>> = {
  'never seen': ['S SUCCESS', 'F ORDER_NOT_EXIST', 'F ORDER_NOT_EXIST', 'F ORDER_NOT_EXIST'],
  'PROCESSING (9902)': ['U PAYMENT_IN_PROCESS', 'S SUCCESS PROCESSING', 'S SUCCESS', 'F ORDER_STATUS_INVALID'],
  'PROCESSING (waits for the PIN)': [
    'U PAYMENT_IN_PROCESS',
    'S SUCCESS PROCESSING',
    'S SUCCESS',
    'F ORDER_STATUS_INVALID',
  ],
  SUCCESS: ['S SUCCESS', 'S SUCCESS SUCCESS', 'S SUCCESS', 'S SUCCESS'],
  'SUCCESS, next day after 00:15': ['S SUCCESS', 'S SUCCESS SUCCESS', 'F CANCEL_WINDOW_EXCEED', 'S SUCCESS'],
  'SUCCESS, partly refunded': ['S SUCCESS', 'S SUCCESS SUCCESS', 'F ORDER_STATUS_INVALID', 'S SUCCESS'],
  'SUCCESS, fully refunded': ['S SUCCESS', 'S SUCCESS SUCCESS', 'F ORDER_STATUS_INVALID', 'F REFUND_AMOUNT_EXCEED'],
  'FAIL (declined)': ['F RISK_REJECT', 'S SUCCESS FAIL', 'F ORDER_STATUS_INVALID', 'F ORDER_STATUS_INVALID'],
  'FAIL (expired, closed)': ['F ORDER_IS_CLOSED', 'S SUCCESS FAIL', 'F ORDER_STATUS_INVALID', 'F ORDER_STATUS_INVALID'],
  CANCELLED: ['F ORDER_IS_CANCELED', 'S SUCCESS CANCELLED', 'S SUCCESS', 'F ORDER_IS_CANCELED'],
  'CANCELLED before it was paid': ['F ORDER_IS_CANCELED', 'S SUCCESS CANCELLED', 'S SUCCESS', 'F ORDER_IS_CANCELED'],
};

let shown = code;

/** Shows a code the way the simulated wallet does and remembers it for the repeated pay. */
function presented(books: World['books'], how: { needsPin?: boolean; refuseWith?: string }): string {
  const acted = books.customer({ act: 'present', ...how });
  if (!acted.ok) throw new Error(acted.sentence);
  shown = String(acted.answer['code']);
  return shown;
}

test('every state has a row and every row a state', () => {
  expect(Object.keys(table)).toEqual(Object.keys(states));
});

for (const [state, answers] of Object.entries(table)) {
  test(`${state}: pay, inquiryPayment, cancel and refund answer as the gateway does`, () => {
    const seen = [repeatedPay, inquired, cancelled, refunded].map((call) => {
      shown = code;
      const world = openBooks();
      states[state]?.(world);
      return short(call(world, state));
    });
    expect(seen).toEqual(answers);
  });
}

function repeatedPay({ pay }: World, state: string) {
  return pay({ code: shown, minor: state.includes('9902') || state.includes('before it was paid') ? 9902 : 1280 });
}

function inquired({ inquire }: World) {
  return inquire();
}

function cancelled({ cancel }: World) {
  return cancel();
}

function refunded({ refund }: World) {
  return refund(1000);
}
