import { machineChance } from '../../main/clock.ts';
import type { Clock } from '../../main/core/ports.ts';
import type { Terminal } from '../../main/core/terminal.ts';
import type { DeviceAnswering } from '../../main/device-handlers.ts';
import { Devices } from '../../main/devices.ts';
import type { FindingPorts } from '../../native/finding/ports.ts';

/** A machine into which nothing is plugged, and a till without devices, for tests that are about something else. */

export function emptyMachine(clock: Clock): FindingPorts {
  return {
    platform: 'linux',
    root: '/nowhere',
    mayOpen: async () => true,
    hidDevices: async () => [],
    serialPorts: async () => [],
    spoolers: async () => [],
    load: async () => ({}),
    displays: async () => [],
    ownAddresses: () => [],
    clock,
  };
}

export function noDevices({
  terminal,
  clock,
}: {
  readonly terminal: Terminal;
  readonly clock: Clock;
}): DeviceAnswering {
  const drawer = { permission: 'named' as const };
  const settings = { scanners: [], printer: { kind: 'none' as const }, drawer, display: { kind: 'none' as const } };
  const devices = new Devices({ settings, clock, phoneScanner: null });
  devices.watch(terminal);
  const shop = {
    merchantName: 'Example',
    storeName: 'Example branch',
    terminalNumber: '0001',
    training: false,
    timeZone: 'Asia/Shanghai',
    language: 'en',
  } as const;
  const log = { info: () => {}, warn: () => {} };
  return { terminal, devices, folder: '/nowhere', shop, chance: machineChance, finding: emptyMachine(clock), log };
}
