import { access, constants } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { type DeviceReport, noDevice } from '../main/contract/device-views.ts';
import type { DeviceRole, FoundDevice, NativeModule } from '../main/contract/found-devices.ts';
import type { Clock } from '../main/core/ports.ts';
import { secondScreens } from './finding/displays.ts';
import type { FindingPorts, OwnAddress } from './finding/ports.ts';
import { spoolerPrinters, usbNodes } from './finding/printers.ts';
import { hidScanners, serialScanners } from './finding/scanners.ts';
import { windowsSpoolerNames } from './finding/spooler-names.ts';
import { listSerialPorts } from './scanner/serial-ports.ts';

/**
 * What is plugged into this machine, and which native parts of the program work on it. Every search stands for itself:
 * one that fails is one row with its sentence, and the others are done. Nothing is opened and nothing is sent.
 */

export interface Findings {
  readonly found: readonly FoundDevice[];
  readonly modules: readonly NativeModule[];
}

/** More than any counter has. */
const foundMax = 100;

/** The native parts, each with the fault that stands for its absence. */
const modules = [
  { name: 'node-hid', fault: 'hid_module', needed: () => true },
  { name: 'serialport', fault: 'serial_module', needed: () => true },
  { name: '@resvg/resvg-js', fault: 'picture_module', needed: () => true },
  { name: 'koffi', fault: 'spooler_module', needed: (platform: NodeJS.Platform) => platform === 'win32' },
] as const;

/** Looks once. Never rejects; a machine that holds more is cut off at 100 rows. */
export async function findDevices(ports: FindingPorts): Promise<Findings> {
  const loaded = await Promise.all(
    modules.filter(({ needed }) => needed(ports.platform)).map((part) => loadedModule(part, ports)),
  );
  const works = (name: string): boolean => loaded.every((part) => part.name !== name || part.ok);
  // A search whose library cannot be loaded has its row among the modules already.
  const searches: readonly (readonly [string, () => Promise<readonly FoundDevice[]>])[] = [
    ...(works('node-hid') ? [['hid', () => hidScanners(ports)] as const] : []),
    ...(ports.platform === 'linux' || works('serialport') ? [['serial', () => serialScanners(ports)] as const] : []),
    ['usb', () => usbNodes(ports)],
    ['spooler', () => spoolerPrinters(ports)],
    ['window', () => secondScreens(ports)],
  ];
  const found = await Promise.all(searches.map(([kind, search]) => search().catch(unsearched(kind))));
  return { found: found.flat().slice(0, foundMax), modules: loaded };
}

async function loadedModule(
  { name, fault }: { readonly name: string; readonly fault: string },
  { load }: FindingPorts,
): Promise<NativeModule> {
  try {
    await load(name);
    return { name, ok: true, report: noDevice };
  } catch (error) {
    return { name, ok: false, report: { state: 'refused', fault, place: name, detail: sentenceOf(error) } };
  }
}

/** Whose search it was; all others look for printers. */
const roles: Readonly<Record<string, DeviceRole>> = { hid: 'scanner', serial: 'scanner', window: 'display' };

/** In the place of what a search would have found: what it failed with. */
function unsearched(kind: string): (error: unknown) => readonly FoundDevice[] {
  return (error) => {
    const report: DeviceReport = { state: 'refused', fault: 'search_failed', place: '', detail: sentenceOf(error) };
    const role = roles[kind] ?? 'printer';
    return [{ role, kind, place: '', name: '', identity: '', advice: 'grant', report, settings: null }];
  };
}

function sentenceOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.split('\n')[0]?.slice(0, 512) ?? '';
}

/** The ports of the machine this runs on; `displays` are those of the shell. */
export function machinePorts(clock: Clock, displays: FindingPorts['displays'] = async () => []): FindingPorts {
  return {
    platform: process.platform,
    root: '/',
    mayOpen,
    // Loaded when they are asked for: a till starts without them.
    hidDevices: async () => (await import('node-hid')).devicesAsync(),
    serialPorts: listSerialPorts,
    spoolers: windowsSpoolerNames,
    load: (name) => import(name),
    displays,
    ownAddresses,
    clock,
  };
}

async function mayOpen(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return true;
  } catch (error) {
    return !/^(EACCES|EPERM|EROFS)$/.test((error as NodeJS.ErrnoException).code ?? '');
  }
}

function ownAddresses(): readonly OwnAddress[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .flatMap(({ family, address, internal }) => (family === 'IPv4' ? [{ address, internal }] : []));
}
