import type { Options, Typed } from '../arguments.ts';
import type { Profile } from '../profile.ts';
import { articles, articlesOptions } from './articles.ts';
import { audit } from './audit.ts';
import { bundle, bundleOptions } from './bundle.ts';
import { devices } from './devices.ts';
import { drawer, drawerOptions } from './drawer.ts';
import { help, helpOptions } from './help.ts';
import { history, historyOptions } from './history.ts';
import { inquire } from './inquire.ts';
import { journal, journalOptions } from './journal.ts';
import { look } from './look.ts';
import type { Output } from './output.ts';
import { prints } from './prints.ts';
import { receipt, receiptOptions } from './receipt.ts';
import { refund, refundOptions } from './refund.ts';
import { reversals, reversalsOptions } from './reversals.ts';
import { sale, saleOptions } from './sale.ts';
import { simulator, simulatorOptions } from './simulator.ts';

/** Every verb of the command line: the words and options it knows, and what runs it. */

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

export const verbs: Readonly<Record<string, ProfileVerb | PlainVerb>> = {
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
