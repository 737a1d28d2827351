import { machinePorts } from '../native/devices.ts';
import type { FindingPorts } from '../native/finding/ports.ts';
import type { PrinterSettings } from '../native/printer/printer.ts';
import { type SimulatedScanner, simulatedScanner } from '../native/scanner/simulated.ts';
import { openBooks, openFlight } from './books.ts';
import type { Configuration } from './config.ts';
import type { CustomerScreen } from './core/customer-screen.ts';
import type { FlightRecorder } from './core/flight-recorder.ts';
import { checkLimits, type Limits, seedLimits } from './core/limits.ts';
import type { Chance, Clock, Gateway, Log, Scanner } from './core/ports.ts';
import type { ReceiptShop } from './core/receipt.ts';
import { Terminal } from './core/terminal.ts';
import type { TerminalPorts } from './core/terminal-ports.ts';
import type { TerminalIdentity } from './core/view.ts';
import type { DeviceAnswering } from './device-handlers.ts';
import { Devices } from './devices.ts';
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
import type { Training } from './training.ts';

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
  /** Where devices are looked for; this machine unless told. */
  readonly finding?: FindingPorts;
  /** The screens of this machine, where a shell shows the till. */
  readonly displays?: FindingPorts['displays'];
  /** Called when the first byte of a call has been handed to the network; for measurements. */
  readonly onFirstByte?: (api: string) => void;
  /** What stands between the core and the gateway; for tests that hold a call at an exact place. */
  readonly aroundGateway?: (gateway: Gateway) => Gateway;
}

export interface Assembled extends Screens {
  /** Without one, what could be read of it: `rescue` tells. */
  readonly journal: OpenedJournal;
  /** What the customer's displays show. */
  readonly customer: CustomerScreen;
  readonly devices: Devices;
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
    const flight = openFlight(parts, journal);
    closers.push(() => flight.written.close());
    const gateway = openGateway(parts, simulator, flight.recorder);
    closers.push(() => gateway.close());
    const phoneScanner = simulator === null ? null : simulatedScanner({ kind: 'simulated' }, clock);
    const devices = new Devices({
      settings: config.devices,
      clock,
      printer: parts.printer,
      scanners: parts.scanners,
      phoneScanner,
    });
    closers.push(() => devices.close());
    const ports = terminalPorts(parts, { journal, gateway, devices, flight: flight.recorder });
    const terminal = new Terminal(ports, limits, identityOf(config), shopOf(config), config.counter);
    closers.push(() => endTerminal(terminal, clock));
    const customer = devices.showCustomer(terminal, config.terminal.language);
    terminal.start();
    devices.watch(terminal);
    const training =
      simulator && phoneScanner && (await trainingOf(simulator, phoneScanner, parts, { terminal, devices, customer }));
    if (training !== null) closers.push(() => training.close());
    if (journal.rescue === undefined) closers.push(keepHouse({ journal, terminal, clock, log, backupFolder }));
    const books = openBooks(parts, terminal, journal, flight);
    closers.push(() => books.close());
    const folders = { backupFolder, exportFolder: profile.exportFolder };
    const answering = { terminal, journal, gatewayUrl, clock, ...folders, training, customer, ...books };
    const screens: Screens = { handlers: handlersOf(answering, setUpOf(parts, terminal, devices)), terminal, training };
    closers.push(await openSocket(parts, screens));
    return {
      ...screens,
      journal,
      customer,
      devices,
      gatewayUrl,
      openScanners: () => devices.readScanners(),
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function openGateway(parts: Assembly, simulator: BuiltIn | null, recorder: FlightRecorder) {
  const { profile, clock, log, onFirstByte } = parts;
  return createGateway({
    ...gatewayOptions(profile),
    url: simulator?.server.url ?? profile.config.gateway.url,
    gatewayPublicKeys: [simulator?.publicKey ?? profile.keys.gatewayPublic],
    clock,
    log,
    recorder,
    ...(onFirstByte === undefined ? {} : { onFirstByte }),
  });
}

/** A paper that is being printed is waited for: cut off, it would be asked about at the next start. */
const lastPaperMs = 3_000;

async function endTerminal(terminal: Terminal, clock: Clock): Promise<void> {
  await new Promise<void>((resolve) => {
    const off = clock.after(lastPaperMs, resolve);
    terminal.paper.end(() => {
      off();
      resolve();
    });
  });
  terminal.close();
}

/** The printer is asked for at each use: it may be another one by then. */
function terminalPorts(
  { profile, clock, chance, log, aroundGateway }: Assembly,
  {
    journal,
    gateway,
    devices,
    flight,
  }: Pick<TerminalPorts, 'gateway' | 'journal'> & { devices: Devices; flight: FlightRecorder },
): TerminalPorts {
  return {
    clock,
    chance,
    journal,
    gateway: aroundGateway?.(gateway) ?? gateway,
    log,
    flight,
    drawerPermission: profile.config.devices.drawer.permission,
    get printer() {
      return devices.printer;
    },
  };
}

function setUpOf(parts: Assembly, terminal: Terminal, devices: Devices): DeviceAnswering {
  const { profile, clock, chance, log } = parts;
  const { folder, config } = profile;
  return {
    terminal,
    devices,
    folder,
    shop: shopOf(config),
    chance,
    finding: parts.finding ?? machinePorts(clock, parts.displays),
    log,
  };
}

/** The result closes it. A till without a socket sells all the same. */
async function openSocket({ profile, clock, log }: Assembly, screens: Screens): Promise<() => Promise<void>> {
  const socket = await openProfileSocket(profile.socketFile, screens, clock);
  if (socket.ok) return () => socket.close();
  log.warn(socket.why);
  return () => Promise.resolve();
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
  { clock }: Assembly,
  { terminal, devices, customer }: Pick<Assembled, 'terminal' | 'devices' | 'customer'>,
): Promise<Training> {
  const { createTraining } = await import('./training.ts');
  const training = createTraining({
    books: server.books,
    setPlan: (entries) => server.setPlan(entries),
    scanner,
    terminal,
    customer,
    printer: () => devices.printer,
    clock,
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
  const { timeZone, language, receiptLanguage = language } = config.terminal;
  return { merchantName, storeName, terminalNumber, training, timeZone, language: receiptLanguage };
}
