import type { DevicePrinter, PrinterSettings } from '../native/printer/printer.ts';
import { type SimulatedScanner, simulatedScanner } from '../native/scanner/simulated.ts';
import type { Configuration } from './config.ts';
import { checkLimits, type Limits, seedLimits } from './core/limits.ts';
import type { Chance, Clock, Gateway, Log, Scanner } from './core/ports.ts';
import type { ReceiptShop } from './core/receipt.ts';
import { Terminal } from './core/terminal.ts';
import type { TerminalIdentity } from './core/view.ts';
import { openDevices } from './devices.ts';
import { createGateway } from './gateway/client.ts';
import { handlersOf } from './handlers.ts';
import { keepHouse } from './housekeeping.ts';
import { journalPlaceOf, type Profile, publicKeyOf } from './profile.ts';
import { openProfileSocket } from './profile-socket.ts';
import type { Screens } from './screens.ts';
import { makeKeyPair } from './simulator/sign.ts';
import { type Simulator, startSimulator } from './simulator/simulator.ts';
import { SqliteJournal } from './store/journal.ts';
import { type OpenedJournal, openJournal } from './store/rescue.ts';
import type { Training, TrainingParts } from './training.ts';

/**
 * Builds one terminal from a profile: the only place where every port meets its implementation. Whoever holds the
 * profile's database holds the profile; everything else starts after it.
 */

export interface Assembly {
  readonly profile: Profile;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** For whoever only wants to sell: a journal that is lost is an error, not a rescue. */
  readonly wantsJournal?: boolean;
  /** Instead of the configuration's printer. */
  readonly printer?: PrinterSettings;
  /** Instead of the configuration's scanners. */
  readonly scanners?: readonly Scanner[];
  /** Called when the first byte of a call has been handed to the network; for measurements. */
  readonly onFirstByte?: (api: string) => void;
  /** What stands between the core and the gateway; for tests that hold a call at an exact place. */
  readonly aroundGateway?: (gateway: Gateway) => Gateway;
}

export interface Assembled extends Screens {
  /** Without one, what could be read of it: `rescue` tells. */
  readonly journal: OpenedJournal;
  readonly printer: DevicePrinter | null;
  /** Under which address the gateway is called; a simulator's control is at `/control` below it. */
  readonly gatewayUrl: string;
  /** Begins to read the scanners. Not before somebody wants a scan: what is read in idle is refused and gone. */
  readonly openScanners: () => void;
  /** Leaves everything open in the journal and gives the profile free. */
  close(): Promise<void>;
}

/** Throws JournalUnavailable, GatewaySetupError, or an Error with a sentence when the simulator cannot start. */
export async function assemble(parts: Assembly): Promise<Assembled> {
  const { profile, clock, chance, log } = parts;
  const { config, backupFolder } = profile;
  const limits = limitsOf(config);
  checkLimits(limits);
  const journal =
    parts.wantsJournal === true
      ? new SqliteJournal(profile.journalFile, clock, chance, log)
      : openJournal(journalPlaceOf(profile), parts);
  const closers: (() => Promise<void> | void)[] = [() => journal.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const simulator = config.gateway.builtIn ? await builtInSimulator(parts) : null;
    if (simulator !== null) closers.push(() => simulator.server.close());
    const gatewayUrl = simulator?.server.url ?? config.gateway.url;
    const gateway = createGateway({
      ...gatewayOptions(profile),
      url: gatewayUrl,
      gatewayPublicKeys: [simulator?.publicKey ?? profile.keys.gatewayPublic],
      clock,
      log,
      ...(parts.onFirstByte === undefined ? {} : { onFirstByte: parts.onFirstByte }),
    });
    closers.push(() => gateway.close());
    const phoneScanner = simulator === null ? null : simulatedScanner({ kind: 'simulated' }, clock);
    const devices = openDevices({
      settings: config.devices,
      clock,
      printer: parts.printer,
      scanners: parts.scanners,
      phoneScanner,
    });
    closers.push(() => devices.close());
    const { printer } = devices;
    const ports = { clock, chance, journal, gateway: parts.aroundGateway?.(gateway) ?? gateway, log, printer };
    const terminal = new Terminal(ports, limits, identityOf(config), shopOf(config));
    closers.push(() => terminal.close());
    terminal.start();
    devices.watchPrinter(terminal);
    const training =
      simulator && phoneScanner && (await trainingOf(simulator, phoneScanner, { terminal, printer, clock }));
    if (training !== null) closers.push(() => training.close());
    if (journal.rescue === undefined) {
      tellArchiveTroubles(journal, log);
      closers.push(keepHouse({ journal, terminal, clock, log, backupFolder }));
    }
    const handlers = handlersOf({ terminal, journal, gatewayUrl, clock, backupFolder, training });
    const screens: Screens = { handlers, terminal, training };
    const socket = await openProfileSocket(profile.socketFile, screens, clock);
    if (socket.ok) closers.push(() => socket.close());
    else log.warn(socket.why);
    const openScanners = (): void => devices.readScanners(terminal);
    return { ...screens, journal, printer, gatewayUrl, openScanners, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function tellArchiveTroubles(journal: SqliteJournal, log: Log): void {
  for (const { why } of journal.archiveTroubles())
    log.warn('an archive of old payments cannot be used: put it back, or its payments cannot be looked up', { why });
}

/** Its key lives in this process alone; its ledger in the profile, so that a restart finds the money again. */
export async function builtInSimulator({ profile, clock, chance, log }: Omit<Assembly, 'printer'>): Promise<BuiltIn> {
  const listeners = new Set<() => void>();
  const { privateKeyPem: privateKey, publicKeyPem: publicKey } = makeKeyPair();
  const server = await startSimulator({
    port: 0,
    clock,
    chance,
    log,
    clientId: profile.config.gateway.clientId,
    merchantPublicKey: publicKeyOf(profile.keys.merchantPrivate),
    gatewayPrivateKey: privateKey,
    ledgerFile: profile.ledgerFile,
    mockAmounts: false,
    onChange: () => {
      for (const listen of listeners) listen();
    },
  });
  return { server, publicKey, onChange: (listen) => listeners.add(listen) };
}

interface BuiltIn {
  readonly server: Simulator;
  readonly publicKey: string;
  /** Calls `listen` after an order has changed. */
  readonly onChange: (listen: () => void) => void;
}

/** Loaded only where there is a simulated customer: what draws its codes takes longer to load than a journal to open. */
async function trainingOf(
  { server, onChange }: BuiltIn,
  scanner: SimulatedScanner,
  parts: Pick<TrainingParts, 'terminal' | 'printer' | 'clock'>,
): Promise<Training> {
  const { createTraining } = await import('./training.ts');
  const training = createTraining({
    books: server.books,
    setPlan: (entries) => server.setPlan(entries),
    scanner,
    ...parts,
  });
  onChange(() => training.booksChanged());
  return training;
}

function gatewayOptions({ config: { gateway, merchant, terminal }, keys }: Profile) {
  return {
    pathPrefix: gateway.pathPrefix,
    clientId: gateway.clientId,
    keyVersion: gateway.keyVersion,
    agentToken: gateway.agentToken,
    merchantPrivateKey: keys.merchantPrivate,
    ca: keys.ca,
    merchant: { ...merchant, terminalId: terminal.number },
  };
}

/** The seed's figures with what this configuration may change. */
export function limitsOf({ limits }: Configuration): Limits {
  const { inquiries, maxAmountMinor, acceptShortCodes, acceptLongCodes } = limits;
  return { ...seedLimits, inquiries, amountMinor: maxAmountMinor, acceptShortCodes, acceptLongCodes };
}

function identityOf({ mode, merchant, terminal }: Configuration): TerminalIdentity {
  return {
    training: mode === 'training',
    merchantName: merchant.merchantName,
    storeName: merchant.store.storeName,
    terminalNumber: terminal.number,
    currency: terminal.currency,
    language: terminal.language,
    timeZone: terminal.timeZone,
  };
}

function shopOf(config: Configuration): ReceiptShop {
  const { merchantName, storeName, terminalNumber, training } = identityOf(config);
  const { timeZone, language } = config.terminal;
  return { merchantName, storeName, terminalNumber, training, timeZone, language };
}
