/**
 * Where in a HID report of a bar code scanner the code stands. Pure bytes: it reads a report descriptor, or falls back
 * to what is known of the makers where none can be had (Windows). It opens nothing and joins nothing.
 *
 * Source: HID Point of Sale Usage Tables 1.02, page 8C; Device Class Definition for HID 1.11, 6.2.2.
 */

/** Positions are bytes of a report whose first byte is the report id, where the scanner numbers its reports. */
export interface ReportLayout {
  /** Null = this scanner's reports have no number. */
  readonly reportId: number | null;
  /** Where the number of data bytes stands. */
  readonly countAt: number;
  /** Where three bytes with the AIM id stand; null = an AIM id, if any, is part of the data. */
  readonly aimAt: number | null;
  readonly dataAt: number;
  readonly dataBytes: number;
  /** The bit that says: the code goes on in the next report. Null = a report that is full goes on. */
  readonly continued: { readonly at: number; readonly bit: number } | null;
}

/** How makers fill their reports. Microscan has a page of its own and is chosen by the settings alone. */
export const scannerFamilies = ['honeywell', 'newland', 'zebra', 'microscan'] as const;

export type ScannerFamily = (typeof scannerFamilies)[number];

/** Makers whose scanners are known to speak HID-POS. `resources/udev` has a line for each. */
export const scannerMakers = [
  { vendorId: 0x0c2e, name: 'Honeywell', family: 'honeywell' },
  { vendorId: 0x23d0, name: 'Youjie', family: 'honeywell' },
  { vendorId: 0x0db5, name: 'Access-IS', family: 'honeywell' },
  { vendorId: 0x1eab, name: 'Newland', family: 'newland' },
  { vendorId: 0x2745, name: 'Unitech', family: 'newland' },
  { vendorId: 0x0acd, name: 'ID TECH', family: 'newland' },
  { vendorId: 0x05e0, name: 'Zebra', family: 'zebra' },
  { vendorId: 0x05f9, name: 'Datalogic', family: 'zebra' },
] as const;

/** Longest report that is looked at: a full-speed interrupt transfer is 64 bytes, a high-speed one up to 1024. */
const reportBytesMax = 1_024;

const common = { reportId: 2, countAt: 1, continued: { at: 63, bit: 0 } } as const;
/** Three AIM bytes behind the count, 56 bytes of data (Honeywell, Youjie, Access-IS, most Zebra and Datalogic). */
const aimFirst: ReportLayout = { ...common, aimAt: 2, dataAt: 5, dataBytes: 56 };
/** The same one byte later (some Zebra). */
const aimLater: ReportLayout = { ...common, aimAt: 3, dataAt: 6, dataBytes: 56 };
/** Data right behind the count (Newland and whoever builds it in). */
const dataFirst: ReportLayout = { ...common, aimAt: null, dataAt: 2, dataBytes: 56 };
/** Its own page; 62 bytes, and no bit says that there is more. */
const microscan: ReportLayout = {
  reportId: 1,
  countAt: 1,
  aimAt: null,
  dataAt: 2,
  dataBytes: 62,
  continued: null,
};

export function familyOf(vendorId: number): ScannerFamily | null {
  return scannerMakers.find((maker) => maker.vendorId === vendorId)?.family ?? null;
}

/**
 * The layout of the first report of a code by what is known of its maker; `null` = a maker that is not known, whose
 * report alone decides. Where an AIM id stands shows by its `]`.
 */
export function layoutByMaker(family: ScannerFamily | null, report: Uint8Array): ReportLayout {
  if (family === 'microscan') return microscan;
  if (family === 'newland') return dataFirst;
  if (isAimAt(report, 2)) return aimIsData(report) ? dataFirst : aimFirst;
  if (isAimAt(report, 3)) return aimLater;
  // A scanner whose AIM id is off leaves its three bytes empty.
  return report[2] === 0 && report[3] === 0 && report[4] === 0 ? aimFirst : dataFirst;
}

/** `]`, a letter and a letter or digit. */
export function isAimAt(report: Uint8Array, at: number): boolean {
  const [bracket = 0, letter = 0, modifier = 0] = report.subarray(at, at + 3);
  return bracket === 0x5d && isLetter(letter) && (isLetter(modifier) || (modifier >= 0x30 && modifier <= 0x39));
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** The count includes the AIM id: read as if it did not, the data would end in three bytes that were never sent. */
function aimIsData(report: Uint8Array): boolean {
  const end = 5 + Math.min(report[1] ?? 0, 56);
  return end > 8 && [1, 2, 3].every((back) => (report[end - back] ?? 0) === 0);
}

/** One field of an input report, as wide as one value. */
interface Field {
  readonly reportId: number;
  /** Page in the upper, usage in the lower 16 bits. */
  readonly usage: number;
  /** Within the report, without the byte of its number. */
  readonly bitAt: number;
  readonly bits: number;
  /** Values in a row with this usage. */
  readonly count: number;
}

const page8c = 0x8c_0000;
const barCodeScanner = page8c + 0x02;
const scannedDataReport = page8c + 0x12;
const byteCount = 0x01_003b;
const symbologyIdentifiers = [page8c + 0xfb, page8c + 0xfc, page8c + 0xfd] as const;
const decodedData = page8c + 0xfe;
const decodeDataContinued = page8c + 0xff;

/**
 * The layout that a report descriptor gives for scanned data; null where it has none, or one that does not stand on
 * whole bytes. Takes any bytes: a descriptor comes from the device.
 */
export function layoutByDescriptor(descriptor: Uint8Array): ReportLayout | null {
  const fields = scannedDataFields(descriptor.subarray(0, 4_096));
  const find = (usage: number) => fields.find((field) => field.usage === usage);
  const data = find(decodedData);
  const count = find(byteCount);
  if (data === undefined || count === undefined || !isBytes(data) || !isBytes(count)) return null;
  const numbered = data.reportId === 0 ? 0 : 1;
  const byteOf = (field: Field): number => numbered + field.bitAt / 8;
  if (byteOf(data) + data.count > reportBytesMax || count.reportId !== data.reportId) return null;
  const [aim = null, second = null, third = null] = symbologyIdentifiers.map((usage) => find(usage) ?? null);
  const hasAim = aim !== null && isBytes(aim) && second?.bitAt === aim.bitAt + 8 && third?.bitAt === aim.bitAt + 16;
  const continued = find(decodeDataContinued);
  return {
    reportId: numbered === 0 ? null : data.reportId,
    countAt: byteOf(count),
    aimAt: hasAim ? byteOf(aim) : null,
    dataAt: byteOf(data),
    dataBytes: data.count,
    continued:
      continued === undefined || continued.bits !== 1
        ? null
        : { at: numbered + Math.floor(continued.bitAt / 8), bit: continued.bitAt % 8 },
  };
}

function isBytes(field: Field): boolean {
  return field.bits === 8 && field.bitAt % 8 === 0;
}

/** Global items, as far as they matter here. */
interface Globals {
  page: number;
  reportId: number;
  bits: number;
  count: number;
}

/** More values than this in one item are no report of a scanner. */
const countMax = reportBytesMax * 8;
const nestingMax = 16;

/** The fields of the input reports inside a Scanned Data Report of a bar code scanner. */
function scannedDataFields(descriptor: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  const bitsOf = new Map<number, number>();
  const globals: Globals = { page: 0, reportId: 0, bits: 0, count: 0 };
  const kept: Globals[] = [];
  const collections: number[] = [];
  let usages: number[] = [];
  let least = 0;

  function input(isConstant: boolean): void {
    const { reportId, bits, count } = globals;
    if (count > countMax || bits > 32) return;
    const startAt = bitsOf.get(reportId) ?? 0;
    bitsOf.set(reportId, startAt + bits * count);
    if (isConstant || !collections.includes(barCodeScanner) || !collections.includes(scannedDataReport)) return;
    for (const [at, usage] of usages.slice(0, count).entries()) {
      // The last usage stands for all values that are left.
      const values = at === usages.length - 1 ? count - at : 1;
      fields.push({ reportId, usage, bitAt: startAt + at * bits, bits, count: values });
    }
  }

  for (const { tag, value, size } of items(descriptor)) {
    const usageOf = size === 4 ? value : globals.page * 0x1_0000 + value;
    if (tag === 0x80) input((value & 1) === 1);
    if (tag === 0xa0 && collections.length < nestingMax) collections.push(usages.at(-1) ?? 0);
    if (tag === 0xc0) collections.pop();
    if (tag === 0x08) usages.push(usageOf);
    else if (tag === 0x18) least = usageOf;
    else if (tag === 0x28) for (let n = least; n <= usageOf && usages.length < 64; n += 1) usages.push(n);
    else if ((tag & 0x0c) === 0) usages = [];
    if (tag === 0x04) globals.page = value;
    else if (tag === 0x74) globals.bits = value;
    else if (tag === 0x84) globals.reportId = value;
    else if (tag === 0x94) globals.count = value;
    else if (tag === 0xa4 && kept.length < nestingMax) kept.push({ ...globals });
    else if (tag === 0xb4) Object.assign(globals, kept.pop());
    if (fields.length > 64) break;
  }
  return fields;
}

/** Short items one after another; long ones are skipped. `tag` is the prefix without its two bits of size. */
function* items(descriptor: Uint8Array): Generator<{ tag: number; value: number; size: number }> {
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === 0xfe) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    let value = 0;
    for (let n = size; n > 0; n -= 1) value = value * 256 + (descriptor[at + n] ?? 0);
    yield { tag: prefix & 0xfc, value, size };
    at += 1 + size;
  }
}
