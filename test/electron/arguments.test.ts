import { expect, test } from 'vitest';
import { ownArguments } from '../../main/electron/arguments.ts';

test.for([
  [['electron', '.'], []],
  [
    ['electron', '--no-sandbox', '/app', '--profile', 'shop', '--kiosk'],
    ['--profile', 'shop', '--kiosk'],
  ],
  [['truetill', '--profile=shop', '--lang=de', '--enable-features=X'], ['--profile=shop']],
  [['truetill', '--profile'], ['--profile']],
  [
    ['truetill', '--profile', '--kiosk'],
    ['--profile', '--kiosk', '--kiosk'],
  ],
  [['truetill', '--profiles', '--kiosk-printing', 'kiosk'], []],
] as const)('of %j only %j is ours', ([argv, own]) => {
  expect(ownArguments(argv)).toEqual(own);
});
