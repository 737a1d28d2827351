/**
 * Which of the words on the command line are ours. Electron and Chromium put switches of their own among them, before
 * and after ours, so only what we know is picked out; whether it is used rightly is checked where all arguments are.
 */

/** The till's own arguments out of `process.argv`: `--profile NAME|PATH` and `--kiosk`. */
export function ownArguments(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word, at) => {
    if (word === '--kiosk' || word.startsWith('--profile=')) return [word];
    if (word !== '--profile') return [];
    const value = argv[at + 1];
    return value === undefined ? [word] : [word, value];
  });
}
