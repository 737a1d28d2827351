#!/usr/bin/env node
// The set-up behind `npm start` and `npm test`: on a fresh machine with Node 20 or newer and npm it installs what is
// missing, says so, and goes on. Plain JavaScript, because the machine's own Node runs it before ours is there.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

/** Debian packages a till on a screen needs: a browser, and letters for Chinese, Japanese, Korean and Thai receipts. */
const screenPackages = {
  chromium: 'chromium',
  'fc:NotoSansCJK': 'fonts-noto-cjk',
  'fc:Waree': 'fonts-tlwg-waree-ttf',
};

/** Debian packages that tests use besides: PTY pairs, a reader for printed codes, signatures, a screen without one. */
const testPackages = {
  socat: 'socat',
  zbarimg: 'zbar-tools',
  openssl: 'openssl',
  Xvfb: 'xvfb',
  xdotool: 'xdotool',
  import: 'imagemagick',
  'matchbox-window-manager': 'matchbox-window-manager',
};

function say(sentence) {
  process.stderr.write(`set-up: ${sentence}\n`);
}

function run(command, args, more = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', ...more });
  if (error) say(`${command} cannot be run: ${error.message}`);
  return status ?? (signal ? 1 : 1);
}

function mustRun(command, args, more) {
  const status = run(command, args, more);
  if (status !== 0) process.exit(status);
}

/** `npm ci`, unless what is installed came from this very lockfile. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const marker = join(root, 'node_modules', '.installed-from');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  say('installing the npm packages (npm ci)');
  mustRun('npm', ['ci', '--loglevel=error'], { shell: process.platform === 'win32' });
  writeFileSync(marker, lock);
}

function isThere(need) {
  if (need.startsWith('fc:')) {
    const found = spawnSync('sh', ['-c', 'ls /usr/share/fonts/*/*/ /usr/share/fonts/*/ 2>/dev/null'], {
      encoding: 'utf8',
    });
    return found.stdout.includes(need.slice(3));
  }
  return spawnSync('sh', ['-c', `command -v ${need}`]).status === 0;
}

/** As root on Debian what is missing is installed, elsewhere it is only named; `without` says what happens then. */
function installDebianPackages(packages, without) {
  if (process.platform !== 'linux') return;
  const missing = Object.entries(packages)
    .filter(([need]) => !isThere(need))
    .map(([, name]) => name);
  if (missing.length === 0) return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isRootOnDebian) {
    say(`not installed: ${missing.join(' ')}; ${without}`);
    return;
  }
  say(`installing Debian packages: ${missing.join(' ')}`);
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  const update = run('apt-get', ['update', '-qq'], quiet);
  const install = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '-qq', '--no-install-recommends', ...missing];
  if (update !== 0 || run('apt-get', install, quiet) !== 0) say(`they could not be installed; ${without}`);
}

/** Everything that ends up in `out`. */
const built = ['main', 'native', 'renderer', 'resources/printers', 'package-lock.json', 'vite.config.ts'];

/** Page and shells into `out`, unless they were built from these very sources. */
function build() {
  const hash = createHash('sha256');
  const files = built.flatMap((path) =>
    path.includes('.')
      ? [path]
      : readdirSync(join(root, path), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1)),
  );
  for (const file of files.sort((a, b) => (a < b ? -1 : 1)))
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  const from = hash.digest('hex');
  const marker = join(root, 'out', '.built-from');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === from) return;
  say('building the screen (vite build)');
  mustRun('vite', ['build', '--app', '--logLevel', 'warn']);
  writeFileSync(marker, from);
}

function test(args) {
  const skipped = 'the tests that need them are skipped and say so';
  installDebianPackages({ ...screenPackages, ...testPackages }, skipped);
  if (args.length === 0) {
    say('checking types');
    mustRun('tsc', ['-b']);
    say('checking style');
    mustRun('biome', ['ci', '--colors=off', '--error-on-warnings', '.']);
    mustRun('oxlint', ['--type-aware', '--deny-warnings']);
  }
  build();
  process.exit(run('vitest', ['run', ...args]));
}

/** Electron's own files, once fetched. Never asked of the package itself: that would begin to fetch them. */
function electronBinary() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules', 'electron', 'dist');
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const path = join(dist, names[process.platform] ?? 'electron');
  return existsSync(path) && existsSync(join(dist, 'version')) ? path : null;
}

/** About 110 MB, once; a shop's network may not let it through. */
const electronFetchMaxMs = 120_000;

function fetchElectron() {
  say(`fetching Electron once, at most ${electronFetchMaxMs / 1000} s`);
  run('node', [join(root, 'node_modules', 'electron', 'install.js')], {
    timeout: electronFetchMaxMs,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  return electronBinary();
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * The till on a screen: Electron where there is a display and its files are here or can be fetched, else plain
 * Chromium, else an address. The first start makes a training profile: simulated customer, gateway and printer.
 */
function start(args) {
  installDebianPackages(screenPackages, 'open the printed address in any Chromium, Chrome or Edge');
  build();
  const wantsWindow = hasDisplay() && !args.includes('--no-window');
  const electron = wantsWindow ? (electronBinary() ?? fetchElectron()) : null;
  if (wantsWindow && electron === null) say('Electron cannot be had here; the till opens in Chromium instead');
  if (electron === null) return follow('node', [...lean, join(root, 'out', 'main', 'browser.js'), ...args]);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  follow(electron, [...asRoot, `--js-flags=${lean.join(' ')}`, root, ...args]);
}

/** V8 options that keep a till's memory near what it needs; measured by `npm run bench`. */
const lean = ['--max-semi-space-size=2', '--optimize-for-size'];

/** Runs to the end of the program, which takes Ctrl-C itself; a SIGTERM, or the end of npm's shell, is passed on. */
function follow(command, args) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
  const end = () => child.kill('SIGTERM');
  process.on('SIGINT', () => {});
  process.on('SIGTERM', end);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) end();
  }, 500);
  child.on('error', (error) => {
    say(`${command} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code) => {
    clearInterval(watch);
    process.exit(code ?? 1);
  });
}

const [command, ...args] = process.argv.slice(2);
installPackages();
if (command === 'test') test(args);
else if (command === 'start') start(args);
else if (command === 'build') build();
else say('ready');
