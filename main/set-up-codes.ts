import { toSVG } from 'bwip-js/node';
import type { Handlers } from './contract/contract.ts';
import type { Maker, SetUp, SetUpCode } from './contract/set-up-codes.ts';

/**
 * Set-up barcodes of scanner makers, drawn for our own screen. Facts only: an entry is drawn where content and
 * symbology are known from two sources that agree; for the others the maker's own manual is named. A wrong set-up
 * barcode would leave a shop with a scanner that nobody can read from any more.
 */

interface Fact {
  readonly maker: Maker;
  readonly setUp: SetUp;
  /** Code 128 in the notation of bwip-js (`^FNC3`, `^013` = CR); null = not known for certain. */
  readonly code128: string | null;
  readonly manual: string;
  readonly entry: string;
}

/**
 * Datalogic: programming labels are Code 128, FNC3 in front and CR behind (Magellan 8500 and 3200VSi Product Reference
 * Guides, "Label Identifiers", Code 128); `$P,HA47,P` is USB-COM and `$P,HA35,P` is USB keyboard (a Gryphon GM4500's
 * label as A+W Software prints it, "QR Code Integration" 4.3, and public tests of Datalogic's hand-held readers).
 */
const datalogic = 'Product Reference Guide, "Setup", "Interface Selection"';

/** `PAP131` is the label "USB HID" of the Voyager 1200g; 130 is the terminal ID of USB serial (Xenon 1900, 3-31). */
const honeywell = 'User\'s Guide, chapter 2, "Programming the Interface"';

/** The programming command INTERF of the NLS-FM430 User Guide, pages 55, 76 and 77; its barcode is not described. */
const newland = 'User Guide, "Communication Settings", "USB Interface"';

/** Parameter barcodes are Code 128 with FNC3 in front (DS6707); their content for USB types is not published. */
const zebra = 'Product Reference Guide, "USB Interface", "USB Device Type"';

const facts: readonly Fact[] = [
  { maker: 'honeywell', setUp: 'hid_pos', code128: null, manual: honeywell, entry: 'USB HID, PAP131' },
  { maker: 'honeywell', setUp: 'usb_serial', code128: null, manual: honeywell, entry: 'USB Serial, TRMUSB130' },
  { maker: 'honeywell', setUp: 'keyboard', code128: null, manual: honeywell, entry: 'USB PC Keyboard' },
  { maker: 'newland', setUp: 'hid_pos', code128: null, manual: newland, entry: 'USB HID-POS, @INTERF5' },
  { maker: 'newland', setUp: 'usb_serial', code128: null, manual: newland, entry: 'USB CDC, @INTERF8' },
  { maker: 'newland', setUp: 'keyboard', code128: null, manual: newland, entry: 'USB HID Keyboard, @INTERF3' },
  { maker: 'zebra', setUp: 'hid_pos', code128: null, manual: zebra, entry: '' },
  { maker: 'zebra', setUp: 'usb_serial', code128: null, manual: zebra, entry: 'CDC COM Port Emulation' },
  { maker: 'zebra', setUp: 'keyboard', code128: null, manual: zebra, entry: 'HID Keyboard Emulation' },
  // These readers have no HID-POS mode; USB-OEM is IBM's own protocol.
  {
    maker: 'datalogic',
    setUp: 'usb_serial',
    code128: '^FNC3$P,HA47,P^013',
    manual: datalogic,
    entry: 'USB-COM, $P,HA47,P',
  },
  {
    maker: 'datalogic',
    setUp: 'keyboard',
    code128: '^FNC3$P,HA35,P^013',
    manual: datalogic,
    entry: 'USB Keyboard, $P,HA35,P',
  },
];

/** As long as an Alipay code may be, but no prefix of a wallet, no date and no article. */
const testDigits = '908172635445362718099081';

export function setUpHandlers() {
  return {
    'setup.codes': () => ({ codes: facts.map(drawn), test: { digits: testDigits, drawing: barcode(testDigits) } }),
  } satisfies Partial<Handlers>;
}

function drawn({ code128, ...rest }: Fact): SetUpCode {
  return { ...rest, drawing: code128 === null ? null : barcode(code128) };
}

/** Code 128 with its quiet zones, black on white whatever the theme; one unit per module. */
function barcode(text: string): string {
  return toSVG({
    bcid: 'code128',
    text,
    parse: true,
    parsefnc: true,
    scale: 1,
    height: 9,
    paddingwidth: 10,
    paddingheight: 2,
    backgroundcolor: 'ffffff',
  });
}
