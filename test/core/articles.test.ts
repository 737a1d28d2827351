import { describe, expect, test } from 'vitest';
import type { Article } from '../../main/contract/catalogue.ts';
import { linesMax, linesMinor, type OrderLine } from '../../main/contract/order-views.ts';
import { ArticleList } from '../../main/core/article-list.ts';
import { withArticle, withOther, withPieces } from '../../main/core/order-lines.ts';
import { type CounterWorld, counterWorld, freshCode } from '../support/counter.ts';
import { outcome } from '../support/outcome.ts';

/** A shop's articles at the counter: a product scan adds a piece, the lines are the amount, and money stays out of it. */

const cola: Article = { sku: '6901234567892', name: '可口可乐', priceMinor: 350, category: '饮料', key: '12' };
const tea: Article = { sku: 'TEA-1', name: 'Green Tea', priceMinor: 600, category: '饮料', key: '' };
const bag: Article = { sku: '0012345678905', name: 'Bag', priceMinor: 30, category: '', key: '7' };

function shop(): CounterWorld {
  const world = counterWorld();
  world.terminal.articles.become([cola, tea, bag]);
  return world;
}

function scan(world: CounterWorld, text: string): string {
  const taken = world.terminal.scan({ text, source: 'serial' });
  return taken.ok ? 'charged' : taken.reason;
}

const entry = (world: CounterWorld) => {
  const { amountMinor, order } = world.view().entry;
  return { amountMinor, pieces: order.lines.map(({ name, pieces }) => [name, pieces]) };
};

describe('a product scan while an order is being entered', () => {
  test('adds one piece, and the lines are the amount', () => {
    const world = shop();
    expect(scan(world, ']E06901234567892')).toBe('article_added');
    expect(world.view().counter).toMatchObject({ state: 'idle', tone: { kind: 'added' } });
    expect(scan(world, '6901234567892')).toBe('article_added');
    expect(scan(world, 'TEA-1')).toBe('article_added');
    // UPC-A comes with or without the zero of its EAN.
    expect(scan(world, '012345678905')).toBe('article_added');
    expect(entry(world)).toEqual({
      amountMinor: 1_330,
      pieces: [
        ['可口可乐', 2],
        ['Green Tea', 1],
        ['Bag', 1],
      ],
    });
  });

  test('that is in no list is said to be so, and a shop without a list hears what it always heard', () => {
    const world = shop();
    expect(scan(world, '4006381333931')).toBe('not_in_catalogue');
    expect(scan(counterWorld(), '4006381333931')).toBe('product_code');
    expect(entry(world)).toEqual({ amountMinor: 0, pieces: [] });
  });

  test('keeps an amount that was typed before it as a line of its own', () => {
    const world = shop();
    const screen = world.terminal.entry.screen();
    const typed = { amountMinor: 500, orderId: 'A-1', order: { note: 'n', lines: [] } };
    expect(screen.enter(world.view().entry.version, typed)).toEqual({ ok: true });
    scan(world, cola.sku);
    expect(entry(world)).toEqual({
      amountMinor: 850,
      pieces: [
        ['Other article', 1],
        ['可口可乐', 1],
      ],
    });
    expect(world.view().entry).toMatchObject({ orderId: 'A-1', order: { note: 'n' } });
  });

  test('never becomes an article while a sale is open or a payment has no result', () => {
    const world = shop();
    const amount = { minor: 500, currency: 'CNY' };
    world.terminal.startSale({ orderId: null, amount, differentCustomer: true });
    expect(scan(world, cola.sku)).toBe('product_code');
    expect(world.terminal.articles.add(cola.sku), 'a tile').toEqual({ ok: false, reason: 'sale_running' });
    expect(world.view().counter, 'the open sale').toMatchObject({ state: 'ready', amountMinor: 500 });
    expect(scan(world, freshCode())).toBe('charged');
    expect(scan(world, cola.sku)).toBe('sale_running');
    expect(world.terminal.articles.add(cola.sku)).toEqual({ ok: false, reason: 'sale_running' });
    expect(entry(world)).toEqual({ amountMinor: 0, pieces: [] });
  });

  test('is the next order once the last payment is settled, and not before', () => {
    const world = shop();
    world.gateway.script('pay', () => outcome('success'));
    world.charge(500);
    world.clock.advance(1_000);
    expect(world.view().counter).toMatchObject({ state: 'payment', payment: { status: 'paid' } });
    expect(scan(world, cola.sku)).toBe('article_added');
    expect(world.view().counter.state).toBe('idle');
    expect(entry(world)).toEqual({ amountMinor: 350, pieces: [['可口可乐', 1]] });
  });

  test('leaves a payment that is still being reversed where it stands', () => {
    const world = shop();
    world.charge(500);
    world.clock.advance(300_000);
    expect(world.view().counter.payment?.status).toBe('reversal_pending');
    expect(scan(world, cola.sku)).toBe('sale_running');
    expect(world.view().counter.payment?.status).toBe('reversal_pending');
  });

  test('beyond the limit of one sale adds nothing', () => {
    const world = shop();
    const dear = { ...tea, priceMinor: 4_999_999 };
    world.terminal.articles.become([cola, dear]);
    expect(scan(world, dear.sku)).toBe('article_added');
    expect(scan(world, cola.sku)).toBe('above_limit');
    expect(entry(world)).toEqual({ amountMinor: 4_999_999, pieces: [['Green Tea', 1]] });
  });
});

test('what stands on the order is what is sold, paid and written down', () => {
  const world = shop();
  scan(world, cola.sku);
  scan(world, cola.sku);
  world.terminal.articles.other(130);
  const { amountMinor, orderId, order } = world.view().entry;
  const amount = { minor: amountMinor, currency: 'CNY' };
  expect(world.terminal.startSale({ orderId, amount, order, differentCustomer: false })).toMatchObject({ ok: true });
  const taken = world.terminal.scan({ text: freshCode(), source: 'serial' });
  if (!taken.ok) throw new Error(taken.reason);
  expect(world.journal.payment(taken.paymentRequestId)).toMatchObject({ amount: { minor: 830 }, order });
  expect(entry(world)).toEqual({ amountMinor: 0, pieces: [] });
});

test('a new list changes no price of what stands on the order already', () => {
  const world = shop();
  scan(world, cola.sku);
  world.terminal.articles.become([{ ...cola, priceMinor: 400 }]);
  scan(world, cola.sku);
  expect(world.view().entry).toMatchObject({
    amountMinor: 750,
    order: {
      lines: [
        { priceMinor: 350, pieces: 1 },
        { priceMinor: 400, pieces: 1 },
      ],
    },
  });
});

test('pieces are set on the lines that were seen, and on no others', () => {
  const world = shop();
  scan(world, cola.sku);
  const seen = world.view().entry.version;
  scan(world, tea.sku);
  const { articles } = world.terminal;
  expect(articles.pieces(seen, 0, 5)).toEqual({ ok: false, reason: 'entry_changed' });
  const now = () => world.view().entry.version;
  expect(articles.pieces(now(), 0, 5)).toEqual({ ok: true });
  expect(articles.pieces(now(), 1, 0)).toEqual({ ok: true });
  expect(articles.pieces(now(), 9, 1)).toEqual({ ok: false, reason: 'no_such_line' });
  expect(entry(world)).toEqual({ amountMinor: 1_750, pieces: [['可口可乐', 5]] });
  expect(articles.pieces(now(), 0, 0)).toEqual({ ok: true });
  expect(entry(world)).toEqual({ amountMinor: 0, pieces: [] });
});

test('an article is added by its number or its key, from a tile or by hand', () => {
  const { articles } = shop().terminal;
  expect(articles.add('12')).toEqual({ ok: true });
  expect(articles.add('TEA-1')).toEqual({ ok: true });
  expect(articles.add('99')).toEqual({ ok: false, reason: 'not_in_catalogue' });
});

describe('the lines of an order', () => {
  const line: OrderLine = { sku: 'a', name: 'A', priceMinor: 100, pieces: 1 };

  test('have a longest list and a largest number of pieces', () => {
    const many = Array.from({ length: linesMax }, (_, n) => ({ ...line, sku: `${n}` }));
    expect(withOther(many, 'Other', 5, 9e9)).toEqual({ ok: false, reason: 'order_full' });
    expect(withArticle(many, { ...cola, sku: '3', name: 'A', priceMinor: 100 }, 9e9)).toMatchObject({ ok: true });
    expect(withPieces([line], 0, 10_000, 9e9)).toEqual({ ok: false, reason: 'order_full' });
  });

  test('may always become fewer, also where a lower limit stands now', () => {
    expect(withPieces([{ ...line, pieces: 9 }], 0, 8, 100)).toMatchObject({ ok: true });
    expect(withPieces([{ ...line, pieces: 9 }], 0, 10, 100)).toEqual({ ok: false, reason: 'above_limit' });
  });

  test('come to their sum', () => {
    expect(linesMinor([line, { ...line, priceMinor: 33, pieces: 3 }])).toBe(199);
  });
});

describe('searching the list', () => {
  const list = new ArticleList([
    cola,
    tea,
    bag,
    { ...tea, sku: 'CAFE', name: 'Café crème 7', category: '热饮', key: '' },
  ]);
  const names = (text: string, category: string | null = null) =>
    list.find(text, category, 0, 10).articles.map(({ name }) => name);

  test('finds parts of names in any order, whatever their capitals, accents and width', () => {
    expect(names('tea GREEN')).toEqual(['Green Tea']);
    expect(names('cafe')).toEqual(['Café crème 7']);
    expect(names('ｔｅａ')).toEqual(['Green Tea']);
    expect(names('可乐')).toEqual(['可口可乐']);
    expect(names('no such')).toEqual([]);
  });

  test('names the very key or number first', () => {
    expect(names('7')).toEqual(['Bag', '可口可乐', 'Café crème 7']);
    expect(names('12345678905')).toEqual(['Bag']);
  });

  test('stays within a category, page by page, and counts all', () => {
    expect(names('', '饮料')).toEqual(['可口可乐', 'Green Tea']);
    expect(list.find('', null, 1, 2)).toEqual({ total: 4, articles: [tea, bag] });
    expect(list.categories).toEqual([
      { name: '饮料', articles: 2 },
      { name: '热饮', articles: 1 },
    ]);
  });
});
