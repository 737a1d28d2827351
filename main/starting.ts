import { join } from 'node:path';
import { UsageError } from './arguments.ts';
import type { Language } from './contract/words/language.ts';
import { tillWords } from './contract/words/till.ts';
import { GatewaySetupError } from './gateway/setup.ts';
import { LogUnavailable, openLog } from './log.ts';
import { hasProfile, type Profile, ProfileError, profileFolder, readProfile, writeTrainingProfile } from './profile.ts';
import { LedgerError } from './simulator/ledger.ts';
import { makeKeyPair } from './simulator/sign.ts';
import { JournalUnavailable } from './store/database.ts';

/**
 * What every shell and the command line do before a terminal stands: find the profile, open its log, and turn what a
 * person can put right into a sentence.
 */

const defaultProfile = 'training';

/** The named profile, or the training profile, which is made on its first use. */
export function openProfile(asked: string | undefined, language: Language): Profile {
  const folder = profileFolder(asked ?? defaultProfile, process.env, process.platform);
  if (asked === undefined && !hasProfile(folder)) {
    const gatewayPublicKey = makeKeyPair().publicKeyPem;
    const clientId = 'TRAINING_5Y0';
    const given = { gatewayUrl: 'http://127.0.0.1:40123', clientId, gatewayPublicKey, builtIn: true };
    writeTrainingProfile(folder, given, language);
    process.stderr.write(`${tillWords[language].simulator.profileWritten({ folder })}\n`);
  }
  return readProfile(folder, language);
}

/** Before a profile has been read: the language of the machine. */
export function languageOfMachine(env: NodeJS.ProcessEnv): Language {
  const name = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  // Whoever writes traditional characters reads those of Hong Kong.
  if (/^zh[_-](HK|TW|MO|Hant)/i.test(name)) return 'zh-HK';
  return /^zh/i.test(name) ? 'zh-CN' : 'en';
}

/**
 * The profile's log. On a disk that takes nothing it goes to stderr: the terminal over it may still have to give money
 * back. Throws {@link UsageError} where somebody can put the rights in order.
 */
export function openProfileLog(profile: Profile): ReturnType<typeof openLog> {
  try {
    return openLog(join(profile.folder, 'log'));
  } catch (error) {
    if (error instanceof LogUnavailable && /^(EROFS|ENOSPC|EDQUOT|EIO)$/.test(error.code)) return stderrLog;
    throw sayable(error, profile);
  }
}

const stderrLog: ReturnType<typeof openLog> = {
  info: () => {},
  warn: (sentence, facts = {}) => void process.stderr.write(`${sentence} ${JSON.stringify(facts)}\n`),
  close: () => {},
};

/** What a person can do something about, in words; everything else stays an error. */
export function sayable(error: unknown, profile: Profile): unknown {
  const { storage: words, config } = tillWords[profile.config.terminal.language];
  const file = profile.journalFile;
  if (error instanceof LogUnavailable) {
    return new UsageError(config.logUnwritable({ folder: error.folder, why: error.code }));
  }
  if (error instanceof LedgerError) return new UsageError(error.message);
  if (!(error instanceof JournalUnavailable)) return error;
  const why = error.message;
  switch (error.reason) {
    case 'locked':
      return new UsageError(words.locked({ file }));
    case 'newer':
      return new UsageError(words.newer({ file, ...(error.versions ?? { version: 0, known: 0 }) }));
    case 'read_only':
      return new UsageError(words.readOnly({ file }));
    case 'disk_full':
      return new UsageError(words.diskFull({ file }));
    case 'gone':
      return new UsageError(words.gone({ file }));
    case 'outdated':
      return new UsageError(words.outdated({ file }));
    case 'damaged':
    case 'not_a_journal':
    case 'unreadable':
      return new UsageError(words.damaged({ file, why }));
  }
}

/** Said wherever a terminal starts over a journal that was lost. */
export function rescueSentence(profile: Profile): string {
  return tillWords[profile.config.terminal.language].storage.rescue({ file: profile.journalFile });
}

/** Faults that a person can put right; anything else is our own and shows its stack. */
export function isStartFault(error: unknown): error is Error {
  return error instanceof UsageError || error instanceof ProfileError || error instanceof GatewaySetupError;
}
