import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { type Configuration, configuration } from './config.ts';
import type { Language } from './contract/words/language.ts';
import { tillWords } from './contract/words/till.ts';
import { makeKeyPair } from './simulator/sign.ts';
import type { JournalPlace } from './store/rescue.ts';
import { syncFolder } from './store/sync.ts';

/**
 * A profile is a folder: `config.json`, key files, `journal.sqlite`, `articles.json`, `till.sock`, `log/`, `backup/`,
 * `exports/`, `flight/`, `support/`, in training the simulator's ledger. Found, read and checked here; a training
 * profile is made here on first use.
 */

export interface Profile {
  readonly folder: string;
  readonly config: Configuration;
  readonly keys: {
    /** PEM, the only private key of a profile. */
    readonly merchantPrivate: string;
    readonly gatewayPublic: string;
    readonly ca: string | null;
  };
  readonly journalFile: string;
  readonly socketFile: string;
  readonly ledgerFile: string;
  /** Copies of the journal. */
  readonly backupFolder: string;
  /** Files for the back office. */
  readonly exportFolder: string;
  /** What the flight recorder writes down. */
  readonly flightFolder: string;
  /** Support bundles. */
  readonly supportFolder: string;
}

/** Something a person must put right before the terminal can start; the message is for that person. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}

/** The folder of a named profile, or of a path. The same for every shell. */
export function profileFolder(nameOrPath: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (isAbsolute(nameOrPath) || nameOrPath.includes('/') || nameOrPath.includes(sep) || nameOrPath.startsWith('.')) {
    return resolve(nameOrPath);
  }
  return join(dataHome(env, platform), 'truetill', nameOrPath);
}

function dataHome(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['XDG_DATA_HOME']) return env['XDG_DATA_HOME'];
  if (platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  return platform === 'darwin' ? join(homedir(), 'Library', 'Application Support') : join(homedir(), '.local', 'share');
}

/** Reads and checks a profile. Throws {@link ProfileError}; nothing has been started or changed then. */
export function readProfile(folder: string, language: Language): Profile {
  const words = tillWords[language].config;
  const file = join(folder, 'config.json');
  const config = checkConfig(readConfigFile(file, language), file, language);
  const key = (name: string): string => {
    const path = resolve(folder, name);
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw new ProfileError(words.keyUnreadable({ file: path, why: codeOf(error) }));
    }
  };
  const { gateway } = config;
  return {
    folder,
    config,
    keys: {
      merchantPrivate: key(gateway.merchantPrivateKeyFile),
      gatewayPublic: key(gateway.gatewayPublicKeyFile),
      ca: gateway.caFile === null ? null : key(gateway.caFile),
    },
    journalFile: join(folder, 'journal.sqlite'),
    socketFile: join(folder, 'till.sock'),
    ledgerFile: join(folder, 'simulator-ledger.jsonl'),
    backupFolder: resolve(folder, config.backup.folder),
    exportFolder: join(folder, 'exports'),
    flightFolder: join(folder, 'flight'),
    supportFolder: join(folder, 'support'),
  };
}

function readConfigFile(file: string, language: Language): unknown {
  const words = tillWords[language].config;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT';
    throw new ProfileError(missing ? words.missing({ file }) : words.unreadable({ file, why: codeOf(error) }));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // An object that never closes was cut off while it was written.
    const isHalf = !text.trimEnd().endsWith('}');
    throw new ProfileError(isHalf ? words.halfWritten({ file }) : words.notJson({ file, why }));
  }
}

function checkConfig(value: unknown, file: string, language: Language): Configuration {
  const words = tillWords[language].config;
  const read = configuration.safeParse(value);
  if (read.success) return read.data;
  const sentences = read.error.issues.map((issue) => {
    const path = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') {
      return words.unknownField({ file, path: [...issue.path, issue.keys[0]].join('.') });
    }
    if (issue.message === 'live_with_http') return words.liveWithHttp({ url: valueAt(value, issue.path) });
    if (issue.message === 'training_with_public_host') {
      return words.trainingWithPublicHost({ host: new URL(valueAt(value, issue.path)).hostname });
    }
    if (isAbsent(value, issue.path)) return words.missingField({ file, path });
    return words.wrongField({ file, path, why: issue.message });
  });
  throw new ProfileError(sentences.join(' '));
}

function isAbsent(value: unknown, path: readonly PropertyKey[]): boolean {
  return fieldAt(value, path) === undefined;
}

function fieldAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

/** The text at a path, '' when there is none. */
function valueAt(value: unknown, path: readonly PropertyKey[]): string {
  const found = fieldAt(value, path);
  return typeof found === 'string' ? found : JSON.stringify(found ?? '').replaceAll('"', '');
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/** What a new training profile needs to know. */
export interface TrainingProfile {
  readonly gatewayUrl: string;
  readonly clientId: string;
  readonly gatewayPublicKey: string;
  /** The simulated gateway runs inside the terminal. */
  readonly builtIn: boolean;
}

/** True when the folder holds a profile already. */
export function hasProfile(folder: string): boolean {
  return existsSync(join(folder, 'config.json'));
}

/**
 * Makes a training profile: the merchant's new key, the gateway's public key, a configuration. The configuration
 * comes last, so that a half-made profile is not taken for one. A profile that is there already keeps its journal,
 * key and settings; only its gateway is changed. Returns the merchant's public key, PEM. Throws {@link ProfileError}.
 */
export function writeTrainingProfile(folder: string, given: TrainingProfile, language: Language = 'en'): string {
  try {
    return writeProfile(folder, given);
  } catch (error) {
    // What the file system refuses a person can put right; everything else is our own mistake.
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new ProfileError(tillWords[language].config.profileUnwritable({ folder, why: codeOf(error) }));
  }
}

/** Step by step: Node's own recursive way never ends where a file system answers ENOENT to every mkdir, as /proc does. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function writeProfile(folder: string, given: TrainingProfile): string {
  makeFolder(folder);
  const keyFile = join(folder, 'merchant.pem');
  if (!existsSync(keyFile)) writeWhole(keyFile, makeKeyPair().privateKeyPem, 0o600);
  writeWhole(join(folder, 'gateway.pub.pem'), given.gatewayPublicKey, 0o644);
  const file = join(folder, 'config.json');
  const config = hasProfile(folder) ? pointedAt(given, file) : trainingConfig(given);
  writeWhole(file, `${JSON.stringify(config, null, 2)}\n`, 0o600);
  return publicKeyOf(readFileSync(keyFile, 'utf8'));
}

function pointedAt(given: TrainingProfile, file: string): unknown {
  const config = checkConfig(readConfigFile(file, 'en'), file, 'en');
  if (config.mode !== 'training')
    throw new ProfileError(`${file} is a live profile; a simulator is never written into it.`);
  const { gatewayUrl: url, clientId, builtIn } = given;
  return { ...config, gateway: { ...config.gateway, url, clientId, builtIn } };
}

/** Where the profile's journal is, and where to look when it cannot be opened. */
export function journalPlaceOf({ journalFile, backupFolder, config }: Profile): JournalPlace {
  return { path: journalFile, backupFolder, terminalNumber: config.terminal.number };
}

/** SPKI PEM of a PKCS#8 PEM. Throws {@link ProfileError} when it is none. */
export function publicKeyOf(privateKey: string): string {
  try {
    return createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' }).toString();
  } catch (cause) {
    const sentence = 'The merchant private key is no private key in PEM form; no sale was started. Restore its file.';
    throw new ProfileError(sentence, { cause });
  }
}

function trainingConfig(given: TrainingProfile): unknown {
  return {
    mode: 'training',
    gateway: {
      url: given.gatewayUrl,
      pathPrefix: '/ams/api',
      clientId: given.clientId,
      keyVersion: 1,
      merchantPrivateKeyFile: 'merchant.pem',
      gatewayPublicKeyFile: 'gateway.pub.pem',
      agentToken: null,
      caFile: null,
      ...(given.builtIn ? { builtIn: true } : {}),
    },
    merchant: {
      referenceMerchantId: 'TRAINING-MERCHANT',
      merchantName: 'Truetill Training Shop',
      merchantMCC: '5411',
      store: { referenceStoreId: 'TRAINING-STORE-1', storeName: 'Training Store', storeMCC: '5411' },
      paymentNotifyUrl: 'https://merchant.example/alipay/notify',
      settlementCurrency: null,
    },
    terminal: { number: '0001', currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'en' },
    limits: { inquiries: 20, maxAmountMinor: 5_000_000, acceptShortCodes: false, acceptLongCodes: false },
    devices: { scanners: [], printer: { kind: 'simulated', paper: 80, profile: 'generic' } },
  };
}

/** Written beside its place and renamed: never half there, and there for good when it returns. */
export function writeWhole(file: string, text: string, mode: number): void {
  const draft = `${file}.new`;
  const handle = openSync(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}
