import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineClock } from '../../main/clock.ts';
import type { FlightRecord } from '../../main/core/flight-record.ts';
import { FlightRecorder } from '../../main/core/flight-recorder.ts';
import { noLog } from '../../main/core/ports.ts';
import { FlightFiles } from '../../main/store/flight.ts';
import { type CounterWorld, counterWorld } from '../support/counter.ts';
import { outcome } from '../support/outcome.ts';
import type { Figure } from './figure.ts';
import { spreadOf, timed, timedUntil } from './samples.ts';
import type { Bench } from './setting.ts';

/**
 * What the flight recorder costs: a sale through the core with one beside the same sale without, over a journal in
 * memory so that no disk hides the difference; and how long the record of a busy day takes to be looked through.
 */

const salesPerBlock = 40;
const blocks = 30;
const lookUps = 5;
const salesOfDay = 10_000;

export async function flightFigures(bench: Bench): Promise<readonly Figure[]> {
  const folder = bench.folder('flight');
  return [saleFigure(folder), await dayFigure(join(folder, 'day'))];
}

function saleFigure(folder: string): Figure {
  const files = new FlightFiles(join(folder, 'records'), { clock: machineClock, log: noLog, hasRoom: () => true });
  const recorder = new FlightRecorder(machineClock, '00000000', (record) => files.keep(record));
  const recorded = paying(counterWorld({ flight: recorder }));
  const bare = paying(counterWorld());
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let block = 0; block < blocks; block++) {
    theirs.push(blockOf(() => void bare.charge()));
    ours.push(blockOf(() => sellSeen(recorded, recorder)));
  }
  // The first blocks warm up both.
  const [withMs, withoutMs] = [ours, theirs].map((all) => spreadOf(all.slice(blocks / 3)).median);
  return {
    id: 'flight.sale',
    name: `a sale seen by the flight recorder, core alone, median of ${blocks} x ${salesPerBlock}`,
    unit: 'µs',
    value: ((withMs ?? 0) / salesPerBlock) * 1_000,
    yardstick: { name: 'the same sale unseen', value: ((withoutMs ?? 0) / salesPerBlock) * 1_000 },
    goal: { ratioAtMost: 1.15 },
  };
}

function blockOf(sell: () => void): number {
  return timed(() => {
    for (let n = 0; n < salesPerBlock; n++) sell();
  });
}

function paying(world: CounterWorld): CounterWorld {
  world.gateway.script('pay', () => outcome('success', { paymentId: '2026112019074100010000000007' }));
  const charge = (): string => {
    const id = world.charge(100 + (sales++ % 1_000));
    world.clock.advance(1_000);
    world.terminal.clear();
    return id;
  };
  return { ...world, charge };
}

let sales = 0;

/** The scripted gateway has no wire: what a real one tells of a pay is told here. */
function sellSeen(world: CounterWorld, recorder: FlightRecorder): void {
  const id = world.charge();
  const call = recorder.begun('pay', id);
  call.left('kept', '1795153509012');
  call.came(200, { responseTime: '2026-11-20T14:05:09+08:00', trace: '0b2d31e117951535' });
  const said = { verdict: 'success', code: 'SUCCESS', signed: true, gatewayTimeMs: null, detail: '' };
  call.ended({ ...said, resultStatus: 'S', resultMessage: 'success' });
}

async function dayFigure(folder: string): Promise<Figure> {
  const dayMs = Date.UTC(2026, 10, 20);
  mkdirSync(folder, { recursive: true });
  const idOf = (sale: number): string => `20261120${String(sale).padStart(32, '0')}`;
  const lines = Array.from({ length: salesOfDay * 9 }, (_, at) => {
    const sale = Math.floor(at / 9);
    const stamp = { id: idOf(sale), run: '11111111', seq: at, wallMs: dayMs + at, monoMs: at };
    const record: FlightRecord = {
      ...stamp,
      what: 'shown',
      phase: 'inquiring',
      code: 'PAYMENT_IN_PROCESS',
      tone: null,
    };
    return `${JSON.stringify(record)}\n`;
  });
  writeFileSync(join(folder, '20261120.jsonl'), lines.join(''));
  const files = new FlightFiles(folder, { clock: machineClock, log: noLog, hasRoom: () => true });
  const tookMs: number[] = [];
  for (let n = 0; n < lookUps; n++)
    tookMs.push(await timedUntil(() => files.of([idOf((salesOfDay / lookUps) * n)], [dayMs])));
  return {
    id: 'flight.day',
    name: `the records of one sale among the ${salesOfDay} of a day on disk`,
    unit: 'ms',
    value: spreadOf(tookMs).median,
    goal: { valueAtMost: 250 },
  };
}
