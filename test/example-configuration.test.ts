import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toJSONSchema } from 'zod';
import { configuration } from '../main/config.ts';

const file = join(import.meta.dirname, '../resources/config.example.jsonc');

function withoutComments(): unknown {
  return JSON.parse(readFileSync(file, 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''));
}

test('the example configuration is a configuration', () => {
  const read = configuration.safeParse(withoutComments());
  expect(read.error?.issues ?? []).toEqual([]);
});

test('the example configuration explains every setting there is', () => {
  const shown = JSON.stringify(withoutComments());
  const fields = (shape: unknown): string[] =>
    Object.entries((shape as { properties?: Record<string, unknown> }).properties ?? {}).flatMap(([name, inner]) => [
      name,
      ...fields(inner),
    ]);
  const known = fields(JSON.parse(JSON.stringify(schema())));
  expect(known.length).toBeGreaterThan(25);
  expect(known.filter((name) => !shown.includes(`"${name}"`))).toEqual([]);
});

/** The configuration as a JSON schema, whose properties are its fields. */
function schema(): unknown {
  return toJSONSchema(configuration, { unrepresentable: 'any', io: 'input' });
}
