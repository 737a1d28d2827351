import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TruthView } from '../../main/contract/truth-desk.ts';
import { type Journal, StorageError } from '../../main/core/ports.ts';
import { holdMs } from '../../main/core/truth-desk.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, freshCode, steadyChance, t0 } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { outcome } from '../support/outcome.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The truth desk over the whole core: what it asks, what it says then, and that it moves nothing. */

const shown = { paymentId: '2026112019401080010018812000', paymentTime: '2026-11-20T12:00:01+08:00', orderSeen: true };

/** A sale of 12.80 that is paid, and put aside. */
function paid(): { readonly world: CounterWorld; readonly id: string } {
  const world = counterWorld();
  world.gateway.script('pay', () => outcome('success', shown));
  const id = world.charge(1_280, 'ORDER-1');
  world.clock.advance(1);
  world.terminal.clear();
  return { world, id };
}

function ask(world: CounterWorld, text: string): TruthView {
  expect(world.terminal.truthDesk.ask(text)).toMatchObject({ ok: true });
  return viewOf(world);
}

function viewOf(world: CounterWorld): TruthView {
  const view = world.terminal.truthDesk.view();
  if (view === null) throw new Error('nothing has been asked');
  return view;
}

function callsOf(world: CounterWorld): readonly string[] {
  return world.gateway.calls.map(({ api }) => api);
}

/** An id of till 0007, or of another, for 12.80. */
function idOf(till: string, year = '2026'): string {
  return `${year}1120040000${till}${'000000001280'}0009654321`;
}

describe('a payment of this till', () => {
  test('is asked for at once, and the answer confirms what the journal has', () => {
    const { world, id } = paid();
    const asking = ask(world, id);
    expect(asking).toMatchObject({ verdict: 'paid', basis: 'asking', mayChargeAgain: false });
    expect(world.gateway.open('inquirePayment').map((call) => call.id)).toEqual([id]);
    const [call] = world.gateway.open('inquirePayment');
    if (call !== undefined) world.gateway.answer(call as never, outcome('success', shown));
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ verdict: 'paid', basis: 'answered', knownAtMs: t0 + 1 });
    expect(viewOf(world).offers).toEqual({ reprint: true, refund: true, returns: false });
  });

  test('is told as it was known when nobody answers, and as it is when the answer comes late', () => {
    const { world, id } = paid();
    world.clock.advance(60_000);
    ask(world, id);
    world.clock.advance(3_000);
    expect(viewOf(world)).toMatchObject({ verdict: 'paid', basis: 'record', knownAtMs: t0 });
    const [call] = world.gateway.open('inquirePayment');
    if (call !== undefined) world.gateway.answer(call as never, outcome('success', shown));
    world.clock.advance(1);
    expect(viewOf(world).basis).toBe('answered');
  });

  test.for(["Alipay's own id", 'its order', 'its refund', 'groups of four'])('is found by %s', (by) => {
    const { world, id } = paid();
    const refund = world.terminal.refund(id, 500, 'milk');
    const numbers: Readonly<Record<string, string>> = {
      "Alipay's own id": shown.paymentId,
      'its order': 'ORDER-1',
      'its refund': refund.ok ? refund.refundRequestId : '',
      'groups of four': id.replace(/\d{4}(?=\d)/g, '$& '),
    };
    const view = ask(world, numbers[by] ?? '');
    expect(view.payment?.paymentRequestId).toBe(id);
    expect(view.refundRequestId).toBe(by === 'its refund' ? numbers[by] : null);
    expect(view.verdict).toBe('refund_pending');
  });

  test('that Alipay says was cancelled elsewhere is neither said to be paid nor moved', () => {
    const { world, id } = paid();
    world.gateway.script('inquirePayment', () => outcome('cancelled', { orderSeen: true }));
    ask(world, id);
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ verdict: 'paid_contradicted', mayChargeAgain: false });
    expect(callsOf(world)).toEqual(['pay', 'inquirePayment']);
    expect(world.terminal.look(id)).toMatchObject({ payment: { status: 'paid' } });
  });

  test('of which Alipay has returned more than we know is said to be so', () => {
    const { world, id } = paid();
    world.gateway.script('inquirePayment', () => outcome('success', { ...shown, returnedMinor: 300 }));
    ask(world, id);
    world.clock.advance(1);
    expect(viewOf(world).verdict).toBe('refunded_elsewhere');
  });

  test('of which a refund without an answer has arrived at Alipay is not said to be refunded by somebody else', () => {
    const { world, id } = paid();
    world.terminal.refund(id, 500, 'milk');
    world.gateway.script('inquirePayment', () => outcome('success', { ...shown, returnedMinor: 500 }));
    ask(world, id);
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ verdict: 'refund_pending', basis: 'answered' });
  });

  test('that was not charged may be charged again, until a success is reported: then it is given back by its own rules', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('failed', { code: 'RISK_REJECT' }));
    const id = world.charge();
    world.clock.advance(1);
    world.gateway.script('inquirePayment', () => outcome('failed', { orderSeen: true }));
    ask(world, id);
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ verdict: 'not_charged', basis: 'answered', mayChargeAgain: true });

    world.gateway.script('inquirePayment', () => ({ afterMs: 500, outcome: outcome('success', shown) }));
    world.clock.advance(3_000);
    expect(world.terminal.truthDesk.again()).toEqual({ ok: true });
    world.clock.advance(600);
    expect(viewOf(world)).toMatchObject({ verdict: 'late_success', mayChargeAgain: false });
    world.gateway.script('cancel', () => ({ afterMs: 500, outcome: outcome('success') }));
    world.clock.advance(500);
    expect(viewOf(world)).toMatchObject({ verdict: 'returning_late', mayChargeAgain: false });
    world.clock.advance(500);
    expect(viewOf(world)).toMatchObject({ verdict: 'reversed', mayChargeAgain: true });
  });

  test('that waits in the tray of reversals is sent, not inquired, and its slip says what became of it', () => {
    const world = counterWorld();
    const id = world.charge();
    world.clock.advance(69_000);
    expect(world.view().counter.payment?.status).toBe('reversal_pending');
    ask(world, id);
    expect(viewOf(world)).toMatchObject({ verdict: 'reversal_pending', mayChargeAgain: false });
    expect(viewOf(world).offers).toMatchObject({ returns: true, refund: false });
    world.gateway.script('cancel', () => outcome('success'));
    world.clock.advance(600_000);
    world.terminal.truthDesk.again();
    world.clock.advance(1);
    expect(viewOf(world), 'not before the answer').toMatchObject({ basis: 'asking', mayChargeAgain: false });
    world.clock.advance(3_000);
    expect(viewOf(world)).toMatchObject({ verdict: 'reversed', mayChargeAgain: true });
  });

  test('that a person closed is said to be closed by a person, until Alipay confirms it', () => {
    const world = counterWorld();
    const id = world.charge();
    world.terminal.stop();
    world.clock.advance(70_000);
    world.terminal.closeReversal(id, { by: 'Li', why: 'returned', evidence: 'case 42' });
    ask(world, id);
    expect(viewOf(world)).toMatchObject({ verdict: 'closed_by_person', payment: { closed: { by: 'Li' } } });
    const [call] = world.gateway.open('inquirePayment').slice(-1);
    if (call !== undefined) world.gateway.answer(call as never, outcome('cancelled', { orderSeen: true }));
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ verdict: 'reversed', payment: { closed: { confirmed: true } } });
  });
});

describe('an order of several attempts', () => {
  test('whose other attempt was paid is not to be charged again, whichever slip is scanned', () => {
    const world = counterWorld();
    world.gateway.script('pay', (n) => (n === 1 ? outcome('failed') : outcome('success', shown)));
    const first = world.charge(1_280, 'ORDER-1');
    world.clock.advance(1_000);
    const second = world.charge(1_280, 'ORDER-1');
    world.clock.advance(1);
    const view = ask(world, first);
    expect(view).toMatchObject({ verdict: 'not_charged', mayChargeAgain: false, order: { standing: 'other_paid' } });
    expect(view.order?.attempts.map(({ paymentRequestId }) => paymentRequestId)).toEqual([second, first]);
  });
});

describe('a number of another till', () => {
  test.for([
    ['success', 'stranger_paid'],
    ['failed', 'stranger_not_charged'],
    ['cancelled', 'stranger_returned'],
    ['processing', 'stranger_processing'],
    ['mismatch', 'stranger_other_amount'],
    ['not_exist', 'stranger_unknown'],
    ['unknown', 'stranger_silent'],
  ] as const)('that Alipay answers %s: %s; nothing is written and nothing claimed', ([said, verdict]) => {
    const world = counterWorld();
    const id = idOf('0007');
    world.gateway.script('inquirePayment', () => ({ afterMs: 400, outcome: outcome(said, shown) }));
    expect(ask(world, id)).toMatchObject({ verdict: 'stranger_silent', basis: 'asking' });
    world.clock.advance(500);
    expect(viewOf(world)).toMatchObject({ verdict, mayChargeAgain: false, payment: null, order: null });
    expect(viewOf(world).stranger).toMatchObject({ whose: 'other_till', terminalNumber: '0007', amountMinor: 1_280 });
    world.clock.advance(600_000);
    expect(callsOf(world)).toEqual(['inquirePayment']);
    expect(world.terminal.look(id)).toEqual({ ok: false, reason: 'not_found' });
    expect(world.view().unsettled).toBe(0);
  });

  test('is asked for with the amount that the number says', () => {
    const world = counterWorld();
    ask(world, idOf('0007'));
    expect(world.gateway.calls[0]?.asked).toEqual({
      paymentRequestId: idOf('0007'),
      amount: { minor: 1_280, currency: 'CNY' },
    });
  });

  test('whose till is this one is said to be missing here', () => {
    const world = counterWorld();
    expect(ask(world, idOf('0001')).stranger?.whose).toBe('own_till');
  });

  test('that nobody answers is given up after three seconds, and heard all the same', () => {
    const world = counterWorld();
    ask(world, idOf('0007'));
    world.clock.advance(2_999);
    expect(viewOf(world).basis).toBe('asking');
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ basis: 'record', verdict: 'stranger_silent', knownAtMs: null });
    const [call] = world.gateway.open('inquirePayment');
    if (call !== undefined) world.gateway.answer(call as never, outcome('success', shown));
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ basis: 'answered', verdict: 'stranger_paid' });
  });
});

describe('the desk', () => {
  test('asks for one number at a time and at most every three seconds, whatever is pressed', () => {
    const world = counterWorld();
    for (let press = 0; press < 20; press += 1) {
      world.terminal.truthDesk.ask(idOf(String(press + 10).padStart(4, '0')));
      world.clock.advance(100);
    }
    expect(world.gateway.open('inquirePayment').length).toBeLessThanOrEqual(1);
    world.clock.advance(60_000);
    const times = world.gateway.calls.map(({ atMs }) => atMs);
    expect(times.length).toBeLessThanOrEqual(2);
    expect(Math.min(...times.slice(1).map((atMs, n) => atMs - (times[n] ?? 0)))).toBeGreaterThanOrEqual(3_000);
    expect(viewOf(world).stranger?.terminalNumber, 'the newest number is asked for').toBe('0029');
  });

  test('never tells of one number what was answered about another, however late that comes', () => {
    const world = counterWorld();
    const [first, second] = [idOf('0007'), idOf('0008')];
    world.gateway.script('inquirePayment', (n) => {
      return n === 1 ? { afterMs: 5_000, outcome: outcome('success', shown) } : 'silence';
    });
    ask(world, first);
    world.clock.advance(3_000);
    ask(world, second);
    world.clock.advance(7_000);
    expect(viewOf(world)).toMatchObject({ verdict: 'stranger_silent', stranger: { paymentRequestId: second } });
  });

  test('of a payment that is put aside hears nothing of the one at the counter', () => {
    const world = counterWorld();
    world.gateway.script('pay', (n) => outcome(n === 1 ? 'failed' : 'unknown'));
    const before = world.charge(500);
    world.clock.advance(1);
    world.gateway.script('inquirePayment', (_, { id }) => {
      return id === before ? 'silence' : { afterMs: 1_000, outcome: outcome('success', shown) };
    });
    const now = world.charge(700);
    ask(world, before);
    world.clock.advance(5_000);
    expect(world.view().counter.payment).toMatchObject({ paymentRequestId: now, status: 'paid' });
    expect(viewOf(world)).toMatchObject({ verdict: 'not_charged', basis: 'record' });
  });

  test('lets nobody charge again while its question waits for its turn', () => {
    const world = counterWorld();
    world.gateway.script('pay', () => outcome('failed'));
    world.gateway.script('inquirePayment', () => outcome('failed', { orderSeen: true }));
    const first = world.charge(500);
    world.clock.advance(1);
    const second = world.charge(700);
    world.clock.advance(1);
    ask(world, first);
    world.clock.advance(1);
    expect(viewOf(world).mayChargeAgain).toBe(true);
    ask(world, second);
    world.clock.advance(1_000);
    expect(callsOf(world).filter((api) => api === 'inquirePayment')).toHaveLength(1);
    expect(viewOf(world)).toMatchObject({ verdict: 'not_charged', basis: 'asking', mayChargeAgain: false });
    world.clock.advance(3_000);
    expect(viewOf(world)).toMatchObject({ basis: 'answered', mayChargeAgain: true });
  });

  test('learns the time from an answer about a number of another till', () => {
    const world = counterWorld();
    const ahead = { gatewayTimeMs: t0 + 120_000 };
    world.gateway.script('inquirePayment', () => outcome('not_exist', ahead));
    ask(world, idOf('0007'));
    world.clock.advance(1);
    const amount = { minor: 100, currency: 'CNY' };
    expect(world.terminal.startSale({ orderId: null, amount, differentCustomer: true })).toMatchObject({
      reason: 'gateway_clock_skew',
    });
  });

  test('takes the same number that was asked just now for the same question', () => {
    const { world, id } = paid();
    const { number } = ask(world, id);
    expect(ask(world, id).number).toBe(number);
    world.clock.advance(3_000);
    expect(ask(world, id).number).toBe(number + 1);
  });

  test('answers no with a word for a number nobody can ask for', () => {
    const { world } = paid();
    expect(ask(world, '2026010119401080010018812999')).toMatchObject({ verdict: 'not_found', basis: 'nobody' });
    expect(callsOf(world)).toEqual(['pay']);
    const half = '3112345678901234567';
    expect(ask(world, half).asked, 'what may hold a payment code is not shown').toBe('31•••••••••••••4567');
  });

  test('that is held takes every scan, and charges none, even over an open sale', () => {
    const { world, id } = paid();
    world.terminal.startSale({ orderId: null, amount: { minor: 100, currency: 'CNY' }, differentCustomer: true });
    world.terminal.truthDesk.hold();
    const code = freshCode();
    expect(world.terminal.scan({ text: code, source: 'hid' })).toEqual({ ok: false, reason: 'code_at_truth_desk' });
    expect(JSON.stringify(world.view()), 'the code is shown nowhere').not.toContain(code);
    expect(world.terminal.scan({ text: 'ORDER-1', source: 'hid' })).toEqual({ ok: false, reason: 'receipt_opened' });
    expect(world.view().counter).toMatchObject({ state: 'ready', asked: { id: 'ORDER-1' } });
    expect(callsOf(world), 'reading asks nobody').toEqual(['pay']);
    expect(world.terminal.truthDesk.ask(null)).toMatchObject({ ok: true });
    expect(viewOf(world).payment?.paymentRequestId).toBe(id);
    world.terminal.truthDesk.leave();
    expect(world.terminal.scan({ text: code, source: 'hid' }), 'the code was not kept').toMatchObject({ ok: true });
  });

  test('of a screen that has gone away is free again after a while', () => {
    const world = counterWorld();
    world.terminal.truthDesk.hold();
    world.clock.advance(holdMs - 1);
    expect(world.terminal.truthDesk.isHeld()).toBe(true);
    world.clock.advance(1);
    expect(world.terminal.truthDesk.isHeld()).toBe(false);
  });

  test('remembers the number of a paper of another till that was scanned at the counter', () => {
    const world = counterWorld();
    expect(world.terminal.scan({ text: idOf('0007'), source: 'serial' })).toMatchObject({ reason: 'not_found' });
    expect(world.view().counter.asked?.id).toBe(idOf('0007'));
    expect(world.gateway.calls).toEqual([]);
  });
});

describe('while the journal cannot be written', () => {
  test('only what Alipay says is told, and nothing may be charged', () => {
    const clock = manualClock(t0);
    const rows = new SqliteJournal(':memory:', clock, steadyChance());
    let isGone = false;
    const journal = new Proxy<Journal>(rows, {
      get(from, name) {
        const real = Reflect.get(from, name, from);
        if (typeof real !== 'function') return real;
        return (...asked: unknown[]) => {
          if (isGone && name === 'commit') throw new StorageError('disk is gone');
          return real.apply(from, asked);
        };
      },
    });
    const world = counterWorld({ clock, journal });
    world.gateway.script('pay', (n) => (n === 1 ? outcome('failed') : outcome('success', shown)));
    const id = world.charge();
    world.clock.advance(1);
    const sold = world.charge(700);
    world.clock.advance(1);
    isGone = true;
    world.gateway.script('inquirePayment', () => outcome('success', shown));
    ask(world, id);
    world.clock.advance(1);
    expect(viewOf(world).mayChargeAgain).toBe(false);
    expect(viewOf(world).verdict).toMatch(/^unwritten_/);
    world.clock.advance(5_000);
    world.terminal.truthDesk.again();
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({ verdict: 'unwritten_charged', mayChargeAgain: false });
    world.clock.advance(5_000);
    expect(ask(world, sold).offers.refund, 'what nobody could write down').toBe(false);
  });
});

describe('a payment of long ago', () => {
  const daysMs = 86_400_000;

  /** Two attempts of one order, the first archived since; and the folder of their journal. */
  function archived() {
    const folder = temporaryFolder();
    const clock = manualClock(t0);
    const journal = new SqliteJournal(join(folder, 'journal.sqlite'), clock, steadyChance());
    const world = counterWorld({ clock, journal });
    world.gateway.script('pay', (n) => (n === 1 ? outcome('failed') : outcome('success', shown)));
    const first = world.charge(1_280, 'ORDER-1');
    clock.advance(1_000);
    const second = world.charge(1_280, 'ORDER-1');
    clock.advance(1);
    world.terminal.clear();
    clock.advance(100 * daysMs);
    for (const _piece of journal.archive());
    return { folder, world, journal, first, second };
  }

  test('is answered from the archive, with every attempt of its order', () => {
    const { world, journal, first, second } = archived();
    world.gateway.script('inquirePayment', () => outcome('failed', { orderSeen: true }));
    ask(world, first);
    world.clock.advance(1);
    expect(viewOf(world)).toMatchObject({
      ...{ verdict: 'not_charged', basis: 'answered', mayChargeAgain: false },
      order: { standing: 'other_paid', attempts: [{ paymentRequestId: second }, { paymentRequestId: first }] },
    });
    expect(ask(world, shown.paymentId).payment?.paymentRequestId).toBe(second);
    journal.close();
  });

  test('whose archive is away is told as Alipay knows it, and not as unknown', () => {
    const { folder, world, journal, first } = archived();
    world.terminal.close();
    journal.close();
    rmSync(join(folder, 'journal-2026.sqlite'));
    const clock = manualClock(world.clock.wallMs());
    const again = new SqliteJournal(join(folder, 'journal.sqlite'), clock, steadyChance());
    const later = counterWorld({ clock, journal: again });
    later.gateway.script('inquirePayment', () => outcome('failed', { orderSeen: true }));
    ask(later, first);
    clock.advance(1);
    expect(viewOf(later)).toMatchObject({
      ...{ verdict: 'stranger_not_charged', mayChargeAgain: false },
      stranger: { whose: 'archive', terminalNumber: '0001' },
    });
    expect(ask(later, '2026010119401080010018812999')).toMatchObject({ verdict: 'archive_away', basis: 'nobody' });
    again.close();
  });
});
