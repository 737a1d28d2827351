import { describe, expect, test } from 'vitest';
import { openBooks, short } from './samples.ts';

describe('mock amounts', () => {
  test('9901 answers U and is paid at the third inquiry', () => {
    const { pay, inquire, line } = openBooks();
    expect(short(pay({ minor: 9901 }))).toBe('U PAYMENT_IN_PROCESS');
    const seen = [inquire(), inquire(), inquire(), inquire()].map(short);
    expect(seen).toEqual(['PROCESSING', 'PROCESSING', 'SUCCESS', 'SUCCESS'].map((word) => `S SUCCESS ${word}`));
    expect(line()?.chargedMinor).toBe(9901);
  });

  test.each<[number, string, string]>([
    [9902, 'silent', 'S SUCCESS PROCESSING'],
    [9903, 'U UNKNOWN_EXCEPTION', 'U UNKNOWN_EXCEPTION'],
    [9904, 'U UNKNOWN_EXCEPTION', 'silent'],
  ])('%i answers pay with "%s" and inquiries with "%s", and is charged after 90 s', (minor, paid, inquired) => {
    const { pay, inquire, line, clock } = openBooks();
    expect(short(pay({ minor }))).toBe(paid);
    expect(short(inquire())).toBe(inquired);
    clock.advance(89_999);
    expect(line()).toMatchObject({ status: 'PROCESSING', chargedMinor: 0 });
    clock.advance(1);
    expect(line()).toMatchObject({ status: 'SUCCESS', chargedMinor: minor });
  });

  test.each([9902, 9903, 9904])('%i is not charged when it was cancelled before', (minor) => {
    const { pay, cancel, line, clock, books } = openBooks();
    pay({ minor });
    clock.advance(89_000);
    expect(short(cancel())).toBe('S SUCCESS');
    clock.advance(600_000);
    expect(line()).toMatchObject({ status: 'CANCELLED', chargedMinor: 0, returnedMinor: 0 });
    expect(books.audit().clean).toBe(true);
  });

  test('an expiry before the 90 seconds wins over the charge', () => {
    const { pay, line, clock } = openBooks();
    pay({ minor: 9902, expiry: '2026-11-20T12:01:00+08:00' });
    clock.advance(600_000);
    expect(line()).toMatchObject({ status: 'FAIL', chargedMinor: 0 });
  });
});

describe('customers', () => {
  function present(world: ReturnType<typeof openBooks>, how = {}): string {
    const acted = world.books.customer({ act: 'present', ...how });
    if (!acted.ok) throw new Error(acted.sentence);
    return String(acted.answer['code']);
  }

  test('a shown code has the length asked for, belongs to its wallet and lives 60 s', () => {
    const world = openBooks();
    const code = present(world, { wallet: 'rosa', digits: 24 });
    expect(code).toMatch(/^28\d{22}$/);
    const late = present(world, { wallet: 'rosa' });
    expect(short(world.pay({ code }))).toBe('S SUCCESS');
    expect(world.line()?.wallet).toBe('rosa');
    world.clock.advance(60_001);
    expect(short(world.pay({ id: 'pay-2', code: late }))).toBe('F EXPIRED_CODE');
  });

  test('a payment that needs the PIN waits for it, and is paid or declined by the customer', () => {
    const world = openBooks();
    expect(short(world.pay({ code: present(world, { needsPin: true }) }))).toBe('U PAYMENT_IN_PROCESS');
    expect(world.books.customer({ act: 'pin' })).toMatchObject({ ok: true, answer: { status: 'SUCCESS' } });
    expect(short(world.inquire())).toBe('S SUCCESS SUCCESS');
    world.pay({ id: 'pay-2', code: present(world, { needsPin: true }) });
    world.books.customer({ act: 'decline', paymentRequestId: 'pay-2' });
    expect(world.inquire('pay-2')).toMatchObject({
      paymentStatus: 'FAIL',
      paymentResultCode: 'USER_PAYMENT_VERIFICATION_FAILED',
    });
    expect(world.books.customer({ act: 'pin' }).ok).toBe(false);
  });

  test('a wallet pays what it holds and not a unit more, and gets returned money back', () => {
    const world = openBooks();
    world.books.customer({ act: 'balance', wallet: 'rosa', balanceMinor: 1280 });
    expect(short(world.pay({ code: present(world, { wallet: 'rosa' }) }))).toBe('S SUCCESS');
    const poor = { id: 'pay-2', minor: 1, code: present(world, { wallet: 'rosa' }) };
    expect(short(world.pay(poor))).toBe('F USER_BALANCE_NOT_ENOUGH');
    expect(short(world.pay(poor))).toBe('F USER_BALANCE_NOT_ENOUGH');
    world.cancel();
    expect(short(world.pay({ id: 'pay-3', code: present(world, { wallet: 'rosa' }) }))).toBe('S SUCCESS');
    expect(world.books.customers()).toContainEqual({
      wallet: 'rosa',
      currency: 'CNY',
      chargedMinor: 2560,
      returnedMinor: 1280,
    });
  });

  test.each<[string, unknown]>([
    ['no act', {}],
    ['an unknown act', { act: 'dance' }],
    ['a code of 16 digits', { act: 'present', digits: 16 }],
    ['a negative balance', { act: 'balance', balanceMinor: -1 }],
    ['a word too many', { act: 'pin', ping: 1 }],
    ['nothing', null],
  ])('%s is refused with a sentence', (_, asked) => {
    const { books } = openBooks();
    const acted = books.customer(asked as never);
    expect(acted.ok ? '' : acted.sentence).toMatch(/\w+: /);
  });
});
