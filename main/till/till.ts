import { readArguments, UsageError } from '../arguments.ts';
import { helpWords } from '../contract/words/help.ts';
import { tillWords } from '../contract/words/till.ts';
import { isStartFault, languageOfMachine, openProfile } from '../starting.ts';
import { TillGone } from './desk.ts';
import { outputTo } from './output.ts';
import { verbs } from './verbs.ts';

/**
 * The command line: `till <verb> [words] [options]`. stdout carries only the answer, with `--json` one object as its
 * last line; everything else goes to stderr. What a person can put right is one clear line and exit 1.
 */

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const language = languageOfMachine(process.env);
  if (name === undefined || name === '--help') {
    process.stdout.write(`${helpWords[language]}\n`);
    return name === undefined ? 1 : 0;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new UsageError(tillWords[language].call.unknownVerb({ verb: name }));
  const typed = readArguments(rest, verb.options, verb.words, language);
  if (typed.flag('help')) {
    process.stdout.write(`${helpWords[language]}\n`);
    return 0;
  }
  const json = typed.flag('json');
  if (verb.needs === 'nothing') return verb.run(typed, null, outputTo(process.stdout, process.stderr, language, json));
  const profile = openProfile(typed.text('profile'), language);
  const spoken = profile.config.terminal.language;
  return verb.run(typed, profile, outputTo(process.stdout, process.stderr, spoken, json));
}

/** Mistakes of people and faults of the world are sentences; anything else is our own and shows its stack. */
function isSayable(error: unknown): error is Error {
  return isStartFault(error) || error instanceof TillGone;
}

// Until a verb has come to its end: a program that merely runs out of things to do has sold nothing.
process.exitCode = 1;
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      isSayable(error) ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
