import type { Clock } from '../../main/core/ports.ts';
import type { ListSerialPorts } from '../scanner/serial-ports.ts';

/**
 * What the search for devices needs of the machine. Handed in, so that a test can be any machine: a folder in place of
 * the root of the file system, a list in place of a library.
 */

/** One collection of a HID device, as node-hid 3.4 lists it. */
export interface HidListed {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  /** Missing where the system does not tell. */
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** A screen of this machine, as the shell sees it that shows the till. */
export interface DisplayListed {
  /** As the system names it; '' where it has no name. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** The one the till itself stands on. */
  readonly primary: boolean;
  readonly internal: boolean;
}

/** An IPv4 address of this machine. */
export interface OwnAddress {
  readonly address: string;
  /** Of the machine itself, 127.0.0.0/8: nobody else is there. */
  readonly internal: boolean;
}

export interface FindingPorts {
  readonly platform: NodeJS.Platform;
  /** `/` on a real machine. */
  readonly root: string;
  /** This user may read and write the file; true where it is not known, for opening will tell. */
  readonly mayOpen: (path: string) => Promise<boolean>;
  /** Reject where the library cannot be loaded. */
  readonly hidDevices: () => Promise<readonly HidListed[]>;
  /** Asked only where there is no `/sys/class/tty`. */
  readonly serialPorts: ListSerialPorts;
  /** Names of the Windows print queues. */
  readonly spoolers: () => Promise<readonly string[]>;
  /** Loads a package by its name, to see that it can be. */
  readonly load: (name: string) => Promise<unknown>;
  /** None where no shell shows the till. */
  readonly displays: () => Promise<readonly DisplayListed[]>;
  readonly ownAddresses: () => readonly OwnAddress[];
  readonly clock: Clock;
}
