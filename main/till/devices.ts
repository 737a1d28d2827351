import { join } from 'node:path';
import { findDevices, machinePorts } from '../../native/devices.ts';
import { type Typed, UsageError } from '../arguments.ts';
import { machineClock } from '../clock.ts';
import type { DeviceRole, DeviceSettings, FoundDevice, NativeModule } from '../contract/found-devices.ts';
import { deviceSentence } from '../contract/words/devices.ts';
import { foundDeviceWords } from '../contract/words/found-devices.ts';
import type { Language } from '../contract/words/language.ts';
import { inUse } from '../device-handlers.ts';
import { hasProfile, profileFolder, readProfile } from '../profile.ts';
import type { Output } from './output.ts';

/**
 * `till devices`: what is plugged in, what the profile names, and what we would do with each. Opens no database and no
 * device; without a profile it tells what is there all the same.
 */

interface ConfiguredDevice {
  readonly role: DeviceRole;
  readonly settings: DeviceSettings;
}

export async function devices(typed: Typed, _profile: null, out: Output): Promise<number> {
  const settings = settingsOf(typed.text('profile'), out.language);
  const { found, modules } = await findDevices(machinePorts(machineClock));
  const rows = settings === null ? found : inUse(found, settings);
  const configured = settings === null ? [] : configuredIn(settings);
  out.answer(linesOf(rows, configured, modules, out.language), {
    found: rows.map((device) => ({ ...device, sentence: sentenceOf(device, out.language) })),
    configured,
    modules: modules.map(({ name, ok, report }) => ({
      name,
      ok,
      fault: report.fault,
      sentence: deviceSentence(out.language, report),
    })),
  });
  return 0;
}

/** A profile that was asked for must be there; the usual one may be missing. */
function settingsOf(asked: string | undefined, language: Language) {
  const folder = profileFolder(asked ?? 'training', process.env, process.platform);
  if (!hasProfile(folder)) {
    if (asked === undefined) return null;
    throw new UsageError(foundDeviceWords[language].noProfile({ file: join(folder, 'config.json') }));
  }
  return readProfile(folder, language).config.devices;
}

function configuredIn({ scanners, printer, display }: ReturnType<typeof readProfile>['config']['devices']) {
  const all: readonly (readonly [DeviceRole, DeviceSettings])[] = [
    ...scanners.map((settings) => ['scanner', settings] as const),
    ['printer', printer],
    ['display', display],
  ];
  return all
    .filter(([, settings]) => settings['kind'] !== 'none')
    .map(([role, settings]): ConfiguredDevice => ({ role, settings }));
}

function linesOf(
  found: readonly FoundDevice[],
  configured: readonly ConfiguredDevice[],
  modules: readonly NativeModule[],
  language: Language,
): readonly string[] {
  const { labels, ...words } = foundDeviceWords[language];
  const bar = (text: string): string => `${text}:`;
  return [
    bar(labels.found),
    ...(found.length === 0 ? [`  ${words.nothingFound}`] : found.map((device) => `  ${lineOf(device, language)}`)),
    `  ${words.unseen.printer}`,
    `  ${words.unseen.display}`,
    bar(labels.configured),
    ...(configured.length === 0 ? [`  ${words.nothingConfigured}`] : []),
    ...configured.map(({ role, settings }) => `  ${labels.roles[role]} ${placeOf(settings, language)}`),
    bar(labels.modules),
    ...modules.map(({ name, ok, report }) => `  ${name}: ${ok ? words.moduleWorks : deviceSentence(language, report)}`),
  ];
}

function lineOf(device: FoundDevice, language: Language): string {
  const { labels } = foundDeviceWords[language];
  const kind = labels.kinds[device.kind] ?? device.kind;
  const face = [labels.roles[device.role], device.name, `(${kind})`, device.place].filter((part) => part !== '');
  return `${face.join(' ')}: ${sentenceOf(device, language)}`;
}

/** What is so with it where something is, else what to do with it. */
export function sentenceOf(device: FoundDevice, language: Language): string {
  const fault = deviceSentence(language, device.report);
  return fault === '' ? foundDeviceWords[language].advice[device.advice] : fault;
}

/** The settings as people write them: kind, then what tells this one from others. */
function placeOf(settings: DeviceSettings, language: Language): string {
  const kind = String(settings['kind']);
  const facts = Object.entries(settings)
    .filter(([name, value]) => name !== 'kind' && value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [`(${foundDeviceWords[language].labels.kinds[kind] ?? kind})`, ...facts].join(', ');
}
