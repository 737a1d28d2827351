/**
 * Cuts what a printer is sent into commands, byte by byte as it arrives, with the exact length of each. Written from
 * Epson's ESC/POS command reference, not from what we send: what is unknown is told, and one byte of it is skipped, as
 * printers do.
 */

export interface Command {
  /** `text`, `unknown`, or the first bytes in hexadecimal: `1b40`, `1d72`, `0a`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Parameters behind the two bytes of a command that always has as many. */
const parameters: Readonly<Record<string, number>> = {
  '1004': 1,
  '1005': 1,
  '1b20': 1,
  '1b21': 1,
  '1b24': 2,
  '1b2d': 1,
  '1b32': 0,
  '1b33': 1,
  '1b3d': 1,
  '1b40': 0,
  '1b45': 1,
  '1b47': 1,
  '1b4a': 1,
  '1b4d': 1,
  '1b52': 1,
  '1b56': 1,
  '1b5c': 2,
  '1b61': 1,
  '1b63': 2,
  '1b64': 1,
  '1b70': 3,
  '1b74': 1,
  '1b7b': 1,
  '1c21': 1,
  '1c26': 0,
  '1c2d': 1,
  '1c2e': 0,
  '1c43': 1,
  '1c53': 2,
  '1c57': 1,
  '1d21': 1,
  '1d42': 1,
  '1d48': 1,
  '1d49': 1,
  '1d4c': 2,
  '1d50': 2,
  '1d57': 2,
  '1d61': 1,
  '1d66': 1,
  '1d68': 1,
  '1d72': 1,
  '1d77': 1,
};

/** The longest command that is believed; a picture of a metre of paper at 576 dots is half of it. */
const commandMax = 1_048_576;

/** Takes bytes as they arrive; returns the commands that are whole by now. Keeps at most one command. */
export type CommandReader = (bytes: Uint8Array) => readonly Command[];

export function commandReader(): CommandReader {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([rest, bytes]);
    const commands: Command[] = [];
    let at = 0;
    while (at < rest.length) {
      const { name, length } = commandAt(rest, at);
      if (length === null || at + length > rest.length) break;
      commands.push({ name, bytes: rest.subarray(at, at + length) });
      at += length;
    }
    rest = rest.subarray(at);
    return commands;
  };
}

interface Shape {
  readonly name: string;
  /** Null while too little of it is there to know. */
  readonly length: number | null;
}

function commandAt(bytes: Buffer, at: number): Shape {
  const first = bytes.readUInt8(at);
  if (first >= 0x20) return { name: 'text', length: textLength(bytes, at) };
  if (first === 0x0a || first === 0x0d || first === 0x09 || first === 0x0c) {
    return { name: first.toString(16).padStart(2, '0'), length: 1 };
  }
  const isPrefix = first === 0x1b || first === 0x1c || first === 0x1d || first === 0x10;
  if (!isPrefix) return { name: 'unknown', length: 1 };
  if (at + 2 > bytes.length) return { name: '', length: null };
  const name = bytes.toString('hex', at, at + 2);
  const fixed = parameters[name];
  if (fixed !== undefined) return { name, length: 2 + fixed };
  const length = lengthOf(name, bytes, at);
  return length !== null && (length === 0 || length > commandMax) ? { name: 'unknown', length: 1 } : { name, length };
}

function textLength(bytes: Buffer, at: number): number {
  let end = at + 1;
  while (end < bytes.length && bytes.readUInt8(end) >= 0x20) end += 1;
  return end - at;
}

/** Of a command whose parameters say how long it is; null = not there yet, 0 = no command of this name is known. */
function lengthOf(name: string, bytes: Buffer, at: number): number | null {
  const there = bytes.length - at;
  const byte = (index: number): number => bytes.readUInt8(at + index);
  const word = (index: number): number => bytes.readUInt16LE(at + index);
  switch (name) {
    case '1014':
      // DLE DC4: 1 = pulse, 2 = power off, 8 = clear buffers, each with a length of its own.
      return there < 3 ? null : ({ 1: 5, 2: 5, 8: 10 }[byte(2)] ?? 0);
    case '1b2a':
      return there < 5 ? null : 5 + word(3) * (byte(2) >= 32 ? 3 : 1);
    case '1d56':
      return there < 3 ? null : [0, 1, 48, 49].includes(byte(2)) ? 3 : 4;
    case '1d6b':
      return there < 4 ? null : byte(2) >= 65 ? 4 + byte(3) : endOfString(bytes, at);
    case '1d76':
      return there < 8 ? null : 8 + word(4) * word(6);
    case '1d38':
      return there < 7 ? null : 7 + bytes.readUInt32LE(at + 3);
    case '1d28':
    case '1c28':
      return there < 5 ? null : 5 + word(3);
    default:
      return 0;
  }
}

/** The old form of barcodes: digits up to a NUL, at most 255 of them. */
function endOfString(bytes: Buffer, at: number): number | null {
  const end = bytes.indexOf(0, at + 3);
  if (end === -1) return bytes.length - at > 260 ? 0 : null;
  return end + 1 - at;
}

/** Lines of 24 dots that a command moves the paper. */
export function linesOf({ name, bytes }: Command): number {
  const byte = (index: number): number => bytes[index] ?? 0;
  switch (name) {
    case '0a':
      return 1;
    case '1b64':
      return byte(2);
    case '1b4a':
      return Math.ceil(byte(2) / 24);
    case '1d76':
      return Math.ceil((byte(6) + byte(7) * 256) / 24);
    case '1d38':
      return Math.ceil((byte(15) + byte(16) * 256) / 24);
    case '1d6b':
      return 4;
    default:
      return 0;
  }
}

/** Lines of 24 dots that a whole job moves the paper. */
export function paperLinesOf(job: Uint8Array): number {
  return commandReader()(job).reduce((lines, command) => lines + linesOf(command), 0);
}
