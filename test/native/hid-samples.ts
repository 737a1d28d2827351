/**
 * Reports of HID-POS scanners as they come over the cable, and the report descriptor of each layout, after HID Point
 * of Sale Usage Tables 1.02 and what public decoders read. {@link voyagerMenuAnswer} was recorded from a scanner by
 * Henk van Asselt and published in the readme of python_hon_usbhid.
 */

const codeOf28 = '2810060200001257338899776655';
export const code28 = codeOf28;
/** Longer than one report: a web address of 113 characters. */
export const text113 = `https://qr.example.com/pay/${'abcdefghij'.repeat(8)}123456`;

export interface Shape {
  readonly aim: 'first' | 'later' | 'none';
}

/** The reports, 64 bytes each, in which a scanner of this shape sends `text`; the AIM id in each of them. */
export function reportsOf(text: string, { aim }: Shape, aimId = ']C0', reportId: number | null = 2): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const dataAt = aim === 'first' ? 5 : aim === 'later' ? 6 : 2;
  const reports: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < bytes.length; from += 56) {
    const piece = bytes.subarray(from, from + 56);
    const report = new Uint8Array(64);
    report[0] = reportId ?? 0;
    report[1] = piece.length;
    if (aim === 'first') report.set(new TextEncoder().encode(aimId), 2);
    if (aim === 'later') report.set(new TextEncoder().encode(aimId), 3);
    report.set(piece, dataAt);
    report[63] = from + 56 < bytes.length ? 1 : 0;
    reports.push(reportId === null ? report.slice(1) : report);
  }
  return reports;
}

/** Bar Code Scanner with a Scanned Data Report: count, three AIM bytes where there are some, 56 of data, "continued". */
export function descriptorOf({ aim }: Shape, reportId: number | null = 2): Uint8Array {
  const constant = (bytes: number): number[] => (bytes === 0 ? [] : [0x75, 8, 0x95, bytes, 0x81, 0x01]);
  const aimField = [0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x75, 8, 0x95, 3, 0x81, 0x02];
  const before = { first: aimField, later: [...constant(1), ...aimField], none: [] }[aim];
  const rest = { first: 2, later: 1, none: 5 }[aim];
  return Uint8Array.from([
    ...[0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01],
    ...[0x09, 0x12, 0xa1, 0x02],
    ...(reportId === null ? [] : [0x85, reportId]),
    ...[0x15, 0x00, 0x26, 0xff, 0x00],
    // Byte count, Generic Desktop, as an extended usage.
    ...[0x0b, 0x3b, 0x00, 0x01, 0x00, 0x75, 8, 0x95, 1, 0x81, 0x02],
    ...before,
    ...[0x09, 0xfe, 0x75, 8, 0x95, 56, 0x82, 0x02, 0x01],
    ...constant(rest),
    ...[0x09, 0xff, 0x75, 1, 0x95, 1, 0x81, 0x02, 0x75, 7, 0x95, 1, 0x81, 0x01],
    ...[0xc0],
    // Trigger report, output.
    ...[0x09, 0x14, 0xa1, 0x02, 0x85, 0x04, 0x09, 0x00, 0x75, 8, 0x95, 63, 0x91, 0x02, 0xc0],
    ...[0xc0],
  ]);
}

const menuTexts = [
  'Product Name: Voyager 1602g\r\nBoot Revision: : 8992\r\nSoft',
  'ware Part Number: CW000082BBA\r\nSoftware Revision: $Proje',
  'ctRevision: 16345 \r\nSerial Number: 15232B1F0C\r\nSupported',
  ' IF: Bluetooth\r\nPCB Assembly ID: 000000\r\nEngine Firmware',
  ' Type: N/A   Revision: N/A   Serial Number: N/A   Checks',
  'um: N/A\r\n',
];

/** What a Honeywell Voyager 1602g answered to `REVINF.`: six reports with `]X0`, and one with `]Z6`. */
export const voyagerMenuAnswer: readonly Uint8Array[] = [
  ...menuTexts.map((text, at) => recorded(']X0', text, 0x3f, at < menuTexts.length - 1)),
  recorded(']Z6', 'REVINF\u0006.', 0x36, false),
];

function recorded(aimId: string, text: string, symbology: number, isContinued: boolean): Uint8Array {
  const report = new Uint8Array(64);
  report.set([2, text.length]);
  report.set(new TextEncoder().encode(aimId + text), 2);
  report.set([symbology, 0, isContinued ? 1 : 0], 61);
  return report;
}
