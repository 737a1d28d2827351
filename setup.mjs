#!/usr/bin/env node
// The set-up behind `npm start` and `npm test`: on a fresh machine with Node 20 or newer and npm it installs what is
// missing, says so, and goes on. Plain JavaScript, because the machine's own Node runs it before ours is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

/** Debian packages that tests use: PTY pairs, a reader for printed codes, the receipt's Chinese font, signatures. */
const debianPackages = {
  socat: 'socat',
  zbarimg: 'zbar-tools',
  'fc:NotoSansCJK': 'fonts-noto-cjk',
  openssl: 'openssl',
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

/** What tests need from Debian; as root on Debian it is installed, elsewhere it is only named. */
function installDebianPackages() {
  if (process.platform !== 'linux') return;
  const missing = Object.entries(debianPackages)
    .filter(([need]) => !isThere(need))
    .map(([, name]) => name);
  if (missing.length === 0) return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isRootOnDebian) {
    say(`not installed: ${missing.join(' ')}; the tests that need them are skipped and say so`);
    return;
  }
  say(`installing Debian packages: ${missing.join(' ')}`);
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
  const update = run('apt-get', ['update', '-qq'], quiet);
  const install = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '-qq', '--no-install-recommends', ...missing];
  if (update !== 0 || run('apt-get', install, quiet) !== 0)
    say('they could not be installed; the tests that need them are skipped');
}

function test(args) {
  installDebianPackages();
  if (args.length === 0) {
    say('checking types');
    mustRun('tsc', ['-b']);
    say('checking style');
    mustRun('biome', ['ci', '--colors=off', '--error-on-warnings', '.']);
    mustRun('oxlint', ['--type-aware', '--deny-warnings']);
  }
  process.exit(run('vitest', ['run', ...args]));
}

/** A first sale in training mode: simulated customer, gateway and printer, nothing real is charged. */
function start(args) {
  const sale = args.length > 0 ? args : ['sale', '--amount', '12.80', '--training-customer'];
  process.exit(run('node', ['main/till/till.ts', ...sale]));
}

const [command, ...args] = process.argv.slice(2);
installPackages();
if (command === 'test') test(args);
else if (command === 'start') start(args);
else say('ready');
