import type { DrawerPermission } from './drawer.ts';
import type { ReceiptPrinter } from './ports.ts';
import type { UnderwayPorts } from './underway-ports.ts';

/** What a terminal needs beside what its payments need. */
export interface TerminalPorts extends UnderwayPorts {
  /** The one in use at that moment; null = receipts are not printed. */
  readonly printer: ReceiptPrinter | null;
  /** Who may open the cash drawer; `named` unless told. */
  readonly drawerPermission?: DrawerPermission;
}
