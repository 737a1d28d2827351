import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { type Command, commandReader } from '../../native/printer/escpos-stream.ts';
import { profileNamed } from '../../native/printer/profile.ts';
import { tokens } from '../support/escpos-listing.ts';
import { printedSeed } from '../support/seed.ts';

/** The simulated printer reads as a printer does: exact lengths, in whatever pieces the bytes come. */

const named = (bytes: Uint8Array): readonly Command[] => commandReader()(bytes);
const namesOf = (...bytes: readonly number[]) => named(Uint8Array.from(bytes)).map(({ name }) => name);

describe('the bytes of a job', () => {
  test.each(['generic', 'epson-203dpi', 'raster', 'generic-tear'])(
    'of the profile %s are commands, all of them',
    async (name) => {
      const chosen = profileNamed(name);
      if (!chosen.ok) throw new Error(chosen.why);
      const encoded = await receiptBytes(sampleReceipt('zh-CN'), chosen.profile, 80);
      if (!encoded.ok) throw new Error(encoded.why);
      const commands = named(encoded.bytes);
      expect(commands.filter((command) => command.name === 'unknown')).toEqual([]);
      // The judge of the goldens was written on its own.
      expect(commands.map(({ bytes }) => bytes.length)).toEqual(tokens(encoded.bytes).map(({ bytes }) => bytes.length));
    },
  );

  test('in pieces are the same commands', async () => {
    const chosen = profileNamed('generic');
    if (!chosen.ok) throw new Error(chosen.why);
    const encoded = await receiptBytes(sampleReceipt('en'), chosen.profile, 80);
    if (!encoded.ok) throw new Error(encoded.why);
    const { bytes } = encoded;
    const seed = printedSeed('printer-stream');
    // Text has no length of its own: a piece of it is text as well.
    const joined = (commands: readonly Command[]) =>
      commands.reduce<string[]>((list, { name, bytes: own }) => {
        const hex = Buffer.from(own).toString('hex');
        if (name === 'text' && list.at(-1)?.startsWith('text')) list.push(`${list.pop()}${hex}`);
        else list.push(`${name} ${hex}`);
        return list;
      }, []);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 40 }), (cuts) => {
        const read = commandReader();
        const commands: Command[] = [];
        let from = 0;
        for (const cut of cuts) {
          commands.push(...read(bytes.subarray(from, from + cut)));
          from += cut;
        }
        commands.push(...read(bytes.subarray(from)));
        expect(joined(commands)).toEqual(joined(named(bytes)));
      }),
      { seed, numRuns: 200 },
    );
  });
});

test('what is no command is skipped byte by byte, and the next command is read', () => {
  expect(namesOf(0x01, 0x1b, 0xff, 0x1b, 0x40)).toEqual(['unknown', 'unknown', 'text', '1b40']);
});

test('a picture that would be longer than a metre of paper is not waited for', () => {
  expect(namesOf(0x1d, 0x38, 0x4c, 0xff, 0xff, 0xff, 0x7f, 0x1b, 0x40)[0]).toBe('unknown');
});

test('whatever arrives: every byte is read once, and a command that never ends is not kept for ever', () => {
  const seed = printedSeed('printer-stream-noise');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const read = commandReader();
      const commands = [...read(bytes), ...read(Buffer.alloc(2_000_000, 0x20))];
      const length = commands.reduce((sum, command) => sum + command.bytes.length, 0);
      expect(length).toBe(bytes.length + 2_000_000);
    }),
    { seed, numRuns: 30 },
  );
});
