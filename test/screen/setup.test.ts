import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../main/contract/contract.ts';
import { type DeviceReport, deviceStates, noDevice } from '../../main/contract/device-views.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { languages } from '../../main/contract/words/language.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { refusedSetup, setupWords } from '../../main/contract/words/setup.ts';
import { violations } from './audit.ts';
import { answer, asked, scriptTerminal, show } from './page.ts';
import { scanInto, setUpCodes } from './proof.ts';
import { openStage } from './stage.ts';
import { deviceSituations, findings, idleView, looks, payment, printedJob, viewOf } from './views.ts';

/** Devices on the built page: the strip, the sheet and the set-up, by touch and by keyboard alone. */

const small = { width: 1024, height: 768 } as const;
const large = { width: 1920, height: 1080 } as const;
const words = setupWords.en;
const testId = '2026112006050900010000000012800042483920';

const stage = openStage();

const english: TerminalView = { ...viewOf('idle', 'en', false), ...deviceSituations.setup };

async function open(view: TerminalView = english, at = ''): Promise<Page> {
  const page = await stage.page(small);
  await scriptTerminal(page, { view, training: null, answers: { 'devices.find': findings } });
  await page.goto(`${stage.address}${at}`);
  await field(page, 'state').waitFor();
  return page;
}

const act = (page: Page, name: string) => page.locator(`[data-act="${name}"]`);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);

async function openSetup(view?: TerminalView): Promise<Page> {
  const page = await open(view);
  await page.keyboard.press('F1');
  await field(page, 'setup').locator('[data-act="test-print"]').waitFor();
  return page;
}

async function requested(page: Page, name: RequestName, count = 1): Promise<unknown> {
  const those = async () => (await asked(page)).filter((each) => each.name === name);
  await expect.poll(async () => (await those()).length).toBe(count);
  return (await those()).at(-1)?.args;
}

async function said(page: Page, device: string, sentence: string): Promise<void> {
  await expect.poll(() => field(page, `told-${device}`).innerText()).toContain(sentence);
}

/** What stands out of the dialog or of its own box. */
function cutOff(page: Page, inside: string): Promise<readonly string[]> {
  return page.evaluate(
    (selector) =>
      [...document.querySelectorAll(`${selector} *`)]
        .filter((each) => each instanceof HTMLElement && !each.matches('.roomy, .wide'))
        .filter((each) => getComputedStyle(each).display !== 'inline')
        .filter((each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
        .map((each) => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 40)}`),
    inside,
  );
}

describe('the strip', () => {
  test('shows a device in each of its five states by mark, word and colour, and says what to do', async () => {
    const page = await open();
    const colours = new Set<string>();
    for (const state of deviceStates) {
      const fault = state === 'refused' ? { fault: 'hid_grant', place: '/dev/hidraw0' } : {};
      const scanner: DeviceReport = { ...noDevice, state, ...fault };
      await show(page, { ...english, devices: { ...english.devices, scanner, scanners: [scanner] } });
      const button = page.locator(`[data-act="device-scanner"][data-condition="${state}"]`);
      expect(await button.textContent(), state).toContain(deviceWords.en.states[state]);
      const mark = button.locator('svg');
      colours.add(await mark.evaluate((each) => `${getComputedStyle(each).color} ${each.innerHTML}`));
      await button.click();
      const sentence = deviceSentence('en', scanner) || deviceWords.en.sentences.scanner[state];
      expect(await page.locator('[data-line="scanner"]').first().innerText()).toContain(sentence);
      await page.keyboard.press('Escape');
    }
    expect(colours.size, 'every state has a mark of its own').toBe(deviceStates.length);
  });

  test('names every scanner where there are several', async () => {
    const page = await open({ ...english, ...deviceSituations.sheet });
    await act(page, 'device-scanner').click();
    expect(await field(page, 'devices').innerText()).toContain('/dev/hidraw0');
    expect(await page.locator('[data-line="scanner"]').count()).toBe(2);
  });

  test('is reached by keyboard, and gives the focus back', async () => {
    const page = await open();
    await act(page, 'device-printer').focus();
    await page.keyboard.press('Enter');
    await field(page, 'devices').waitFor();
    await page.keyboard.press('Escape');
    await field(page, 'devices').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-act'))).toBe('device-printer');
    expect(await asked(page), 'Escape in the sheet stops no sale').toEqual([]);
  });

  test('leads to the scanner check by touch, from its sheet and from the set-up page', async () => {
    const page = await open();
    await answer(page, 'setup.codes', setUpCodes);
    await answer(page, 'scans.recent', { scans: [] });
    await act(page, 'device-scanner').click();
    await act(page, 'sheet-proof').click();
    await field(page, 'proof').waitFor();
    expect(await page.locator('dialog').count(), 'nothing stands over it').toBe(0);
    await act(page, 'close-proof').click();
    await act(page, 'setup').click();
    await act(page, 'scanner-check').click();
    await field(page, 'proof').waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
  });

  test('keeps to one row with every device in trouble, in every language', async () => {
    const page = await open();
    const height = async () => (await page.locator('.strip').boundingBox())?.height;
    const usual = await height();
    for (const language of languages) {
      await show(page, { ...english, ...deviceSituations.devices, language, openReversals: 2, attention: [payment] });
      await page.locator(`html[lang="${language}"] [data-act="attention"]`).waitFor();
      expect(await height(), language).toBe(usual);
    }
  });

  test('misses no drawer and no display that nobody has', async () => {
    const page = await open({ ...english, devices: { ...english.devices, drawer: noDevice, display: noDevice } });
    expect(await act(page, 'device-drawer').count()).toBe(0);
    expect(await act(page, 'device-printer').count()).toBe(1);
  });

  test('says so when a receipt failed on a printer that looks well', async () => {
    const report: DeviceReport = { ...noDevice, state: 'absent', detail: 'ECONNREFUSED' };
    const page = await open({
      ...idleView,
      printer: { ...idleView.printer, job: { ...printedJob, state: 'failed', fault: report } },
    });
    expect(await act(page, 'device-printer').getAttribute('data-condition')).toBe('absent');
  });
});

describe('a printer with a stuck cutter', () => {
  const stuck: DeviceReport = { state: 'refused', fault: 'cutter_error', place: '192.168.1.50:9100', detail: '' };
  const stuckView: TerminalView = { ...english, devices: { ...english.devices, printer: stuck } };
  const told = (page: Page): Promise<string> => field(page, 'told-recovery').innerText();

  test('has a button in the sheet for whoever has cleared it, and says what came of it', async () => {
    const page = await open(stuckView);
    await act(page, 'device-printer').click();
    await answer(page, 'print.recover', { ok: true, report: stuck });
    await act(page, 'recover').click();
    await expect.poll(() => told(page)).toBe(words.recovery.still);
    expect([await violations(page), await cutOff(page, '.till')]).toEqual([[], []]);
    await answer(page, 'print.recover', { ok: true, report: { ...stuck, state: 'ready', fault: '' } });
    await act(page, 'recover').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => told(page)).toBe(words.recovery.done);
    await show(page, english);
    await act(page, 'recover').waitFor({ state: 'detached' });
    expect(await told(page), 'the answer stays').toBe(words.recovery.done);
  });

  test('is not told to begin anew where something else is in its way', async () => {
    const printer: DeviceReport = { ...stuck, fault: 'paper_out' };
    const page = await open({ ...english, devices: { ...english.devices, printer } });
    await act(page, 'device-printer').click();
    await field(page, 'devices').waitFor();
    expect(await act(page, 'recover').count()).toBe(0);
  });
});

describe('the set-up page and the sheet', () => {
  const both = looks.flatMap((language) => (['bright', 'dark'] as const).map((theme) => ({ language, theme })));
  test.for(both)(
    'have nothing that axe-core objects to, and nothing cut off, in $language, $theme',
    { timeout: 60_000 },
    async ({ language, theme }) => {
      const page = await openSetup({ ...viewOf('idle', language, false), ...deviceSituations.setup });
      if (theme === 'dark') await page.keyboard.press('F7');
      await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(theme);
      expect([await violations(page), await cutOff(page, '.setup')], 'the set-up').toEqual([[], []]);
      await act(page, 'close').click();
      await show(page, { ...viewOf('idle', language, false), ...deviceSituations.sheet });
      await act(page, 'device-drawer').click();
      expect([await violations(page), await cutOff(page, '.till')], 'the sheet').toEqual([[], []]);
      await page.setViewportSize(large);
      expect(await cutOff(page, '.till'), 'on a large screen').toEqual([]);
    },
  );

  test('stand before no payment: F1 says why, and a sale opened elsewhere closes the page', async () => {
    const page = await open(viewOf('ready', 'en', false));
    await page.keyboard.press('F1');
    await field(page, 'notice').waitFor();
    expect(await field(page, 'setup').count()).toBe(0);
    await show(page, english);
    await page.keyboard.press('F1');
    await field(page, 'setup').waitFor();
    await show(page, viewOf('ready', 'en', false));
    await field(page, 'setup').waitFor({ state: 'detached' });
  });

  test('open by the address as well', async () => {
    const page = await open(english, '#setup');
    await field(page, 'setup').waitFor();
  });

  test('keep Tab inside, both ways', async () => {
    const page = await openSetup();
    const isInside = (): Promise<boolean> =>
      page.evaluate(() => document.activeElement?.closest('[data-field="setup"]') !== null);
    const stops = await page.locator('.setup :is(button, input, select):not(:disabled)').count();
    for (let n = 0; n < stops + 3; n += 1) {
      await page.keyboard.press('Tab');
      expect(await isInside()).toBe(true);
    }
    await page.keyboard.press('Shift+Tab');
    expect(await isInside()).toBe(true);
  });
});

describe('choosing', () => {
  test('a printer keeps paper, model and drawer of the one before', async () => {
    const page = await openSetup();
    await act(page, 'choose-/dev/usb/lp0').click();
    expect(await requested(page, 'devices.choose')).toEqual({
      role: 'printer',
      settings: {
        kind: 'usb',
        at: '/dev/usb/lp0',
        paper: 80,
        profile: 'generic',
        drawer: { pin: null, openLevel: 'none' },
      },
    });
    await said(page, 'printer', words.chosen);
  });

  test('the printer’s own writing is used once a person has found a test page in it good', async () => {
    const page = await openSetup();
    const printed = { ok: true, id: testId, outcome: { state: 'done', confirmed: true } };
    await answer(page, 'devices.testPrint', printed);
    await act(page, 'writing').selectOption('native');
    expect(await requested(page, 'devices.testPrint')).toEqual({ ownWriting: true });
    await said(page, 'printer', words.writing.look);
    await act(page, 'writing-bad').click();
    await said(page, 'printer', words.writing.bad);
    expect((await asked(page)).map(({ name }) => name)).not.toContain('devices.choose');
    await act(page, 'writing').selectOption('native');
    await act(page, 'writing-good').click();
    expect(await requested(page, 'devices.choose')).toMatchObject({ role: 'printer', settings: { script: 'native' } });
    await said(page, 'printer', words.chosen);
  });

  test('the printer’s own writing is not asked about where no page came out', async () => {
    const page = await openSetup();
    const report: DeviceReport = { ...noDevice, state: 'refused', fault: 'no_own_writing' };
    await answer(page, 'devices.testPrint', { ok: true, id: testId, outcome: { state: 'failed', report } });
    await act(page, 'writing').selectOption('native');
    await said(page, 'printer', deviceSentence('en', report));
    expect(await act(page, 'writing-good').count()).toBe(0);
  });

  test('a scanner adds it to those in use; doing without one leaves the others', async () => {
    const page = await openSetup();
    const used = { kind: 'serial', path: '/dev/ttyACM0', baudRate: 9_600 };
    await act(page, 'choose-/dev/hidraw0').click();
    expect(await requested(page, 'devices.choose')).toEqual({
      role: 'scanner',
      settings: [used, { kind: 'hid', vendorId: '1eab', productId: '1310' }],
    });
    await field(page, 'setup-scanner').locator('[data-act="remove"]').click();
    expect(await requested(page, 'devices.choose', 2)).toEqual({ role: 'scanner', settings: [] });
  });

  test('the speed of a serial line, and how a serial printer says "wait", are picked for each device', async () => {
    const page = await open();
    const printer = { kind: 'serial', path: '/dev/ttyUSB1', baudRate: 19_200, flow: 'rts_cts', paper: 80 };
    const scanner = { kind: 'serial', usb: { vendorId: 0x1eab, productId: 0x0c06 }, baudRate: 9_600 };
    const display = { kind: 'serial', path: '/dev/ttyUSB2', commands: 'led8' };
    const configured = { scanners: [scanner, scanner], printer, display };
    const lasting = '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0';
    const found = findings.found.map((each) => (each.place === '/dev/ttyUSB0' ? { ...each, lasting } : each));
    await answer(page, 'devices.find', { ...findings, found, configured });
    await page.keyboard.press('F1');
    const pick = (name: string) => field(page, 'setup').locator(`select[data-act="${name}"]`);
    await pick('printer-flow').selectOption('none');
    expect(await requested(page, 'devices.choose')).toEqual({
      role: 'printer',
      settings: { ...printer, flow: 'none' },
    });
    await pick('scanner-1-speed').selectOption('115200');
    expect(await requested(page, 'devices.choose', 2), 'of two alike only this one').toEqual({
      role: 'scanner',
      settings: [scanner, { ...scanner, baudRate: 115_200 }],
    });
    expect(await pick('display-speed').inputValue(), 'eight digits are slow').toBe('2400');
    await field(page, 'setup-display').locator('[data-act="choose-/dev/ttyUSB0"]').click();
    expect(await requested(page, 'devices.choose', 3), 'by the name that lasts').toEqual({
      role: 'display',
      settings: { kind: 'serial', path: lasting },
    });
  });

  test('a second screen is the customer’s by its name and size, in the language of the display before it', async () => {
    const page = await open();
    const display = { label: 'HDMI-1', width: 1_024, height: 600, internal: false };
    const place = 'HDMI-1 1024 × 600';
    const pole = { role: 'display', kind: 'window', place, name: '', identity: place, advice: 'use', report: noDevice };
    const before = { kind: 'serial', path: '/dev/ttyUSB2', commands: 'cd5220', language: 'ja' };
    const window = { kind: 'window', display };
    const found = [{ ...pole, settings: window }];
    await answer(page, 'devices.find', { ...findings, found, configured: { ...findings.configured, display: before } });
    await page.keyboard.press('F1');
    await act(page, `choose-${place}`).click();
    const settings = { ...window, language: 'ja' };
    expect(await requested(page, 'devices.choose')).toEqual({ role: 'display', settings });
    await answer(page, 'devices.find', {
      ...findings,
      found,
      configured: { ...findings.configured, display: settings },
    });
    await act(page, 'look-again').click();
    await expect.poll(() => act(page, `choose-${place}`).count()).toBe(0);
    expect(await field(page, 'setup-display').innerText()).toContain(place);
  });

  test('a refusal is told with what to do', async () => {
    const page = await openSetup();
    await answer(page, 'devices.choose', { ok: false, reason: 'config_unwritable', why: 'EROFS' });
    await act(page, 'paper').selectOption('58');
    await said(page, 'printer', refusedSetup('en', 'config_unwritable', 'EROFS'));
  });

  test('a network printer by its address, which is tested first; all by keyboard', async () => {
    const page = await openSetup();
    await answer(page, 'devices.checkHost', {
      host: '192.168.7.50',
      port: 9_100,
      milliseconds: null,
      detail: 'ETIMEDOUT',
      sameNetwork: false,
      own: ['192.168.1.7'],
    });
    await act(page, 'address').focus();
    await page.keyboard.type('192.168.7.50', { delay: 60 });
    await page.keyboard.press('Enter');
    expect(await requested(page, 'devices.checkHost')).toEqual({ host: '192.168.7.50', port: 9_100 });
    await said(page, 'printer', words.host.otherNetwork({ own: '192.168.1.7' }));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await requested(page, 'devices.choose')).toMatchObject({
      settings: { kind: 'tcp', host: '192.168.7.50', port: 9_100 },
    });
  });

  test('of a text that is neither address nor name says so, and nothing of numbers that must match', async () => {
    const page = await openSetup();
    const host = '999.1.1.1';
    const silent = { milliseconds: null, detail: 'ENOTFOUND', sameNetwork: null, own: ['192.168.1.7'] };
    await answer(page, 'devices.checkHost', { host, port: 9_100, ...silent });
    await act(page, 'address').fill(host);
    await act(page, 'check').click();
    await said(page, 'printer', words.host.notFound({ host, why: 'ENOTFOUND' }));
    const told = await field(page, 'told-printer').innerText();
    expect(told).not.toContain(words.host.otherNetwork({ own: '192.168.1.7' }));
  });

  test('the network is searched on request, and what answers can be chosen', async () => {
    const page = await openSetup();
    const place = '192.168.1.60:9100';
    const found = [
      { ...findings.found[3], kind: 'tcp', place, name: '', settings: { kind: 'tcp', host: '192.168.1.60' } },
    ];
    await answer(page, 'devices.sweep', { ok: true, found });
    await act(page, 'sweep').click();
    await said(page, 'printer', words.sweep.found({ printers: 1 }));
    await act(page, `choose-${place}`).click();
    expect(await requested(page, 'devices.choose')).toMatchObject({ settings: { kind: 'tcp', host: '192.168.1.60' } });
  });

  test('the drawer’s contact goes with the printer it hangs on, and it opens for a name only', async () => {
    const page = await openSetup();
    await act(page, 'drawer-pin').selectOption('5');
    expect(await requested(page, 'devices.choose')).toMatchObject({
      role: 'printer',
      settings: { kind: 'tcp', drawer: { pin: 5, openLevel: 'none' } },
    });
    await act(page, 'test-drawer').click();
    await said(page, 'drawer', words.drawer.nameMissing);
    await act(page, 'drawer-by').fill('Lin');
    await answer(page, 'drawer.open', { ok: true, how: 'sensed' });
    await act(page, 'test-drawer').click();
    await said(page, 'drawer', words.drawer.sensed);
    expect(await requested(page, 'drawer.open')).toEqual({ by: 'Lin', why: words.labels.testDrawer });
  });
});

describe('a test print', () => {
  const printed = { ok: true, id: testId, outcome: { state: 'done', confirmed: false } };

  async function printedPage(): Promise<Page> {
    const page = await openSetup();
    await answer(page, 'devices.testPrint', printed);
    await act(page, 'test-print').click();
    await said(page, 'printer', words.print.handedOver);
    return page;
  }

  test('that failed says why, and is not scanned back', async () => {
    const page = await openSetup();
    const report: DeviceReport = { state: 'refused', fault: 'usb_printer_grant', place: '/dev/usb/lp0', detail: '' };
    await answer(page, 'devices.testPrint', { ok: true, id: testId, outcome: { state: 'failed', report } });
    await act(page, 'test-print').click();
    await said(page, 'printer', deviceSentence('en', report));
    expect(await act(page, 'scan-back').count()).toBe(0);
  });

  test.for(['matches', 'other', 'nothing'] as const)('scanned back: %s', async (verdict) => {
    const page = await printedPage();
    await answer(page, 'devices.scanBack', { ok: true, verdict });
    await act(page, 'scan-back').click();
    await said(page, 'printer', words.scanBack[verdict]);
    expect(await requested(page, 'devices.scanBack')).toEqual({ id: testId });
  });

  test('scanned back by a scanner that types is compared on the page and is no sale', async () => {
    const page = await printedPage();
    await page.evaluate(() => window.terminalScript.silence());
    await act(page, 'scan-back').click();
    await said(page, 'printer', words.scanBack.waiting);
    await scanInto(page, `]C0${testId}`);
    await said(page, 'printer', words.scanBack.matches);
    const names = (await asked(page)).map(({ name }) => name);
    expect(names).toContain('devices.stopScanBack');
    expect(names).not.toContain('sale.code');
  });

  test('a keyboard scan while devices are set up is no sale, and is answered', async () => {
    const page = await openSetup();
    await scanInto(page, '281234567890123456');
    await expect.poll(() => field(page, 'dialog-notice').innerText()).toBe(screenWords.en.off.settingUp);
    await page.keyboard.press('Escape');
    await field(page, 'setup').waitFor({ state: 'detached' });
    expect((await asked(page)).map(({ name }) => name)).not.toContain('sale.code');
  });
});

describe('the screen is measured', () => {
  const height = async (page: Page): Promise<number> => (await act(page, 'digit-5').boundingBox())?.height ?? 0;

  test('with a bank card, by arrow keys, and the keys grow to 15 mm and stay on the screen', async () => {
    const page = await openSetup();
    const before = await height(page);
    const range = act(page, 'measure');
    await range.focus();
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('ArrowRight');
    const pxPerMm = Number(await page.evaluate(() => localStorage.getItem('truetill.px-per-mm')));
    expect(pxPerMm).toBeCloseTo(3.84, 1);
    const card = await field(page, 'card').boundingBox();
    expect(card?.width).toBeCloseTo(pxPerMm * 85.6, 0);
    expect(card?.height).toBeCloseTo(pxPerMm * 53.98, 0);
    expect(await height(page)).toBe(before);
    await range.fill('5.6');
    expect(await height(page)).toBeGreaterThanOrEqual(15 * 5.6 * 0.99);
    await range.fill('10');
    await act(page, 'close').click();
    const root = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
    expect(root, 'the till is not higher than the screen').toBeLessThanOrEqual(0);
  });

  test('for good, until it is forgotten', async () => {
    const page = await openSetup();
    await act(page, 'larger').click();
    await page.reload();
    await field(page, 'state').waitFor();
    const mm = () => page.evaluate(() => document.documentElement.style.getPropertyValue('--mm'));
    expect(await mm()).toBe('3.8px');
    await page.keyboard.press('F1');
    await act(page, 'forget').click();
    expect(await mm()).toBe('');
  });
});
