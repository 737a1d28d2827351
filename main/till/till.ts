import { type Options, readArguments, type Typed, UsageError } from '../arguments.ts';
import { helpWords } from '../contract/words/help.ts';
import { tillWords } from '../contract/words/till.ts';
import type { Profile } from '../profile.ts';
import { isStartFault, languageOfMachine, openProfile } from '../starting.ts';
import { articles, articlesOptions } from './articles.ts';
import { audit } from './audit.ts';
import { bundle, bundleOptions } from './bundle.ts';
import { TillGone } from './desk.ts';
import { devices } from './devices.ts';
import { drawer, drawerOptions } from './drawer.ts';
import { help, helpOptions } from './help.ts';
import { history, historyOptions } from './history.ts';
import { inquire } from './inquire.ts';
import { journal, journalOptions } from './journal.ts';
import { look } from './look.ts';
import { type Output, outputTo } from './output.ts';
import { prints } from './prints.ts';
import { receipt, receiptOptions } from './receipt.ts';
import { refund, refundOptions } from './refund.ts';
import { reversals, reversalsOptions } from './reversals.ts';
import { sale, saleOptions } from './sale.ts';
import { simulator, simulatorOptions } from './simulator.ts';

/**
 * The command line: `till <verb> [words] [options]`. stdout carries only the answer, with `--json` one object as its
 * last line; everything else goes to stderr. What a person can put right is one clear line and exit 1.
 */

interface ProfileVerb {
  readonly needs: 'profile';
  /** How many words may follow it. */
  readonly words: number;
  readonly options: Options;
  readonly run: (typed: Typed, profile: Profile, out: Output) => Promise<number>;
}

interface PlainVerb {
  readonly needs: 'nothing';
  readonly words: number;
  readonly options: Options;
  readonly run: (typed: Typed, profile: null, out: Output) => Promise<number>;
}

const verbs: Readonly<Record<string, ProfileVerb | PlainVerb>> = {
  sale: { needs: 'profile', words: 0, options: saleOptions, run: sale },
  inquire: { needs: 'profile', words: 1, options: {}, run: inquire },
  look: { needs: 'profile', words: 16, options: {}, run: look },
  reversals: { needs: 'profile', words: 2, options: reversalsOptions, run: reversals },
  history: { needs: 'profile', words: 1, options: historyOptions, run: history },
  refund: { needs: 'profile', words: 1, options: refundOptions, run: refund },
  prints: { needs: 'profile', words: 3, options: {}, run: prints },
  drawer: { needs: 'profile', words: 1, options: drawerOptions, run: drawer },
  bundle: { needs: 'profile', words: 1, options: bundleOptions, run: bundle },
  articles: { needs: 'profile', words: 2, options: articlesOptions, run: articles },
  audit: { needs: 'profile', words: 0, options: {}, run: audit },
  journal: { needs: 'profile', words: 1, options: journalOptions, run: journal },
  devices: { needs: 'nothing', words: 0, options: {}, run: devices },
  receipt: { needs: 'nothing', words: 0, options: receiptOptions, run: receipt },
  help: { needs: 'nothing', words: 2, options: helpOptions, run: help },
  simulator: { needs: 'nothing', words: 0, options: simulatorOptions, run: simulator },
};

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
