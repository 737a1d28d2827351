import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * A cable made of two pseudo-terminals: the till opens `terminal`, the test writes what a scanner would send. The
 * kernel treats it as it treats a serial port, so it can be pulled out and plugged in again. Needs `socat`.
 */
export interface Pty {
  /** The path the till opens. It does not exist while unplugged. */
  readonly terminal: string;
  /** Sends bytes, or text as UTF-8; settles when the kernel has taken all of them. */
  write(bytes: Uint8Array | string): Promise<void>;
  /** Pulls the cable; settles when the path is gone and the other side hung up. */
  unplug(): Promise<void>;
  /**
   * Pulls the cable before the event loop turns again, as a real hand may between two reads. {@link unplug} is
   * still to follow.
   */
  unplugThisInstant(): void;
  /** Plugs it in again at the same path. */
  replug(): Promise<void>;
  /** Pulls the cable and removes what is left on disk. */
  close(): Promise<void>;
}

/** False where socat is missing: skip with `test.skipIf(!ptyAvailable)`. The reason is printed once, loudly. */
export const ptyAvailable = findSocat();

function findSocat(): boolean {
  const found = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'socat')));
  if (!found) console.warn('SKIPPED: tests on a real pseudo-terminal need socat (Debian: apt-get install socat).');
  return found;
}

interface Cable {
  readonly socat: ChildProcess;
  /** Both ends stay open here: when the last one closes an end, the kernel hangs up and socat gives up. */
  readonly scannerEnd: FileHandle;
  readonly tillEnd: FileHandle;
  /** Leaves no cable behind a test run that stops in the middle. */
  readonly endWithUs: () => void;
}

export async function openPty(): Promise<Pty> {
  const folder = await mkdtemp(join(tmpdir(), 'till-pty-'));
  const terminal = join(folder, 'till');
  const scanner = join(folder, 'scanner');
  let cable: Cable | null = await plug(terminal, scanner);
  /** A test that failed may still be plugging in while it is cleaned up. */
  let plugging: Promise<void> = Promise.resolve();

  async function unplug(): Promise<void> {
    await plugging;
    const pulled = cable;
    cable = null;
    if (!pulled) return;
    process.off('exit', pulled.endWithUs);
    const exited = pulled.socat.exitCode ?? pulled.socat.signalCode ?? once(pulled.socat, 'exit');
    pulled.socat.kill('SIGKILL');
    await exited;
    await Promise.all([pulled.scannerEnd.close(), pulled.tillEnd.close()]);
    // A killed socat leaves its links, and the next pseudo-terminal of anyone may get the old number.
    await Promise.all([rm(terminal, { force: true }), rm(scanner, { force: true })]);
  }

  return {
    terminal,
    unplug,
    async write(bytes) {
      if (!cable) throw new Error('the cable is pulled: nothing can be written');
      await cable.scannerEnd.writeFile(bytes);
    },
    unplugThisInstant() {
      const pid = cable?.socat.pid;
      if (pid === undefined) throw new Error('the cable is pulled: it cannot be pulled again');
      // The link leads nowhere as soon as the kernel has hung up.
      const pull = `kill -KILL ${pid} && while [ -e '${terminal}' ]; do :; done`;
      const { status } = spawnSync('sh', ['-c', pull], { timeout: 5_000 });
      if (status !== 0) throw new Error('the killed cable does not hang up');
    },
    async replug() {
      await plugging;
      if (cable) throw new Error('the cable is plugged in already');
      const plugged = plug(terminal, scanner).then((made) => {
        cable = made;
      });
      plugging = plugged.catch(() => {});
      await plugged;
    },
    async close() {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function plug(terminal: string, scanner: string): Promise<Cable> {
  const socat = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${terminal}`, `pty,raw,echo=0,link=${scanner}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const endWithUs = () => {
    socat.kill('SIGKILL');
  };
  process.once('exit', endWithUs);
  await transferring(socat);
  // Not as controlling terminal: pulling the cable would then end the test run with SIGHUP.
  const flags = constants.O_RDWR | constants.O_NOCTTY;
  const [scannerEnd, tillEnd] = await Promise.all([open(scanner, flags), open(terminal, flags)]);
  return { socat, scannerEnd, tillEnd, endWithUs };
}

/** socat says so when both ends are linked. */
function transferring(socat: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    socat.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('starting data transfer loop')) resolve();
    });
    socat.once('error', reject);
    socat.once('exit', () => reject(new Error(`socat ended before the cable stood: ${said}`)));
  });
}
