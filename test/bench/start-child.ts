import { performance } from 'node:perf_hooks';
import { openTill } from './till.ts';

/** `node start-child.ts FOLDER`: opens the profile, stands ready to scan, says so in one line, ends with its stdin. */

const folder = process.argv[2] ?? '';
const loadedMs = performance.now();
const { assembled, close } = await openTill(folder);
const { terminal } = assembled;
const assembledMs = performance.now() - loadedMs;
const amount = { minor: 1_234_567, currency: terminal.view().currency };
const opened = terminal.startSale({ orderId: null, amount, differentCustomer: true, confirmed: true });
if (!opened.ok) throw new Error(`not ready to scan: ${opened.reason}`);
process.stdout.write(`${JSON.stringify({ loadedMs, assembledMs })}\n`);
process.stdin.on('end', () => void close());
process.stdin.resume();
