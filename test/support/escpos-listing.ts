/**
 * Reads ESC/POS bytes the way a printer does, command by command with exact lengths, and refuses every byte it does
 * not know. Written from Epson's ESC/POS command reference, not from the encoder: it is the judge.
 */

/** One command or one piece of text. */
export interface Token {
  readonly name: string;
  /** For people, in the listing. */
  readonly detail: string;
  readonly at: number;
  readonly bytes: Buffer;
}

/** Commands with a fixed number of parameter bytes. */
const fixed: Readonly<Record<string, readonly [name: string, parameters: number]>> = {
  '1004': ['status now', 1],
  '1b40': ['initialise', 0],
  '1b4d': ['font', 1],
  '1b20': ['character spacing', 1],
  '1b32': ['default line spacing', 0],
  '1b33': ['line spacing', 1],
  '1b7b': ['upside down', 1],
  '1b2d': ['underline', 1],
  '1b45': ['bold', 1],
  '1b61': ['align', 1],
  '1b24': ['position', 2],
  '1b5c': ['move', 2],
  '1b74': ['code page', 1],
  '1c53': ['Chinese spacing', 2],
  '1c2e': ['Chinese off', 0],
  '1c26': ['Chinese on', 0],
  '1c2d': ['Chinese underline', 1],
  '1c43': ['Kanji code', 1],
  '1b52': ['country', 1],
  '1d61': ['automatic status', 1],
  '1d42': ['invert', 1],
  '1d21': ['size', 1],
  '1d4c': ['left margin', 2],
  '1d57': ['line width', 2],
  '1d72': ['ask status', 1],
  '1d77': ['bar width', 1],
  '1d68': ['bar height', 1],
  '1d48': ['bar text', 1],
};

/** The characters of two bytes that a printer has, as `TextDecoder` names them. */
export type WideSet = 'gb18030' | 'big5' | 'shift_jis' | 'euc-kr';

/** Every command of `bytes` in order, for a printer with `set`; throws at the first byte that is none. */
export function tokens(bytes: Buffer, set: WideSet = 'gb18030'): readonly Token[] {
  const found: Token[] = [];
  let wide: WideSet | null = null;
  for (let at = 0; at < bytes.length; ) {
    const token = tokenAt(bytes, at, wide);
    // Japanese printers have no switch but the code: Shift_JIS tells by itself which bytes are two.
    if (token.name === 'Chinese on' || (token.name === 'Kanji code' && token.detail === '49')) wide = set;
    if (token.name === 'Chinese off' || token.name === 'initialise') wide = null;
    found.push(token);
    at += token.bytes.length;
  }
  return found;
}

function tokenAt(bytes: Buffer, at: number, wide: WideSet | null): Token {
  const first = bytes.readUInt8(at);
  const make = (name: string, length: number, detail: string): Token => {
    if (at + length > bytes.length) throw new Error(`${name} at byte ${at} is cut off`);
    return { name, detail, at, bytes: bytes.subarray(at, at + length) };
  };
  if (first === 0x0a) return make('feed', 1, '');
  if (first >= 0x20) return textAt(bytes, at, wide);
  const code = bytes.toString('hex', at, at + 2);
  const known = fixed[code];
  if (known) {
    const [name, parameters] = known;
    const given = bytes.subarray(at + 2, at + 2 + parameters);
    const value = parameters === 2 && !code.startsWith('1c') ? String(given.readInt16LE(0)) : [...given].join(' ');
    return make(name, 2 + parameters, value);
  }
  const long = longAt(bytes, at, code, make);
  if (long) return long;
  throw new Error(`byte ${at} begins no known command: ${bytes.toString('hex', at, at + 8)}`);
}

type Make = (name: string, length: number, detail: string) => Token;

function longAt(bytes: Buffer, at: number, code: string, make: Make): Token | null {
  switch (code) {
    case '1d56':
      if (bytes.readUInt8(at + 2) !== 66) throw new Error(`cut at byte ${at} does not feed to the cutter`);
      return make('cut', 4, `partial, after ${bytes.readUInt8(at + 3)} more`);
    case '1d6b': {
      const length = bytes.readUInt8(at + 3);
      if (bytes.readUInt8(at + 2) !== 73) throw new Error(`barcode at byte ${at} is not CODE128`);
      const symbol = code128(bytes.subarray(at + 4, at + 4 + length));
      return make('barcode', 4 + length, `CODE128 ${symbol.text} in ${symbol.symbols} symbols`);
    }
    case '1d76': {
      const wide = bytes.readUInt16LE(at + 4);
      const high = bytes.readUInt16LE(at + 6);
      return make('image', 8 + wide * high, `${wide * 8} x ${high} dots, GS v 0`);
    }
    case '1d38': {
      const length = bytes.readUInt32LE(at + 3);
      return make('image', 7 + length, `${bytes.readUInt16LE(at + 13)} x ${bytes.readUInt16LE(at + 15)} dots, GS 8 L`);
    }
    case '1d28':
      return make('print image', 5 + bytes.readUInt16LE(at + 3), '');
    case '1c28':
      return make('Chinese font', 5 + bytes.readUInt16LE(at + 3), '');
    default:
      return null;
  }
}

function textAt(bytes: Buffer, at: number, wide: WideSet | null): Token {
  let end = at;
  while (end < bytes.length && bytes.readUInt8(end) >= 0x20) {
    if (wide === null || bytes.readUInt8(end) < 0x80) {
      end++;
      continue;
    }
    const second = bytes.readUInt8(end + 1);
    if (second < 0x40) throw new Error(`four-byte character at byte ${end}: most firmware prints junk for it`);
    end += 2;
  }
  const slice = bytes.subarray(at, end);
  // TextDecoder, not the encoder's own table: two opinions about the same bytes.
  const detail = wide ? new TextDecoder(wide, { fatal: true }).decode(slice) : slice.toString('latin1');
  return { name: 'text', detail, at, bytes: slice };
}

/** The text of CODE128 data and its symbols without start, check and stop. Sets A, B and C; `{{` is a brace. */
export function code128(data: Buffer): { readonly text: string; readonly symbols: number } {
  let set = '';
  let text = '';
  let symbols = 0;
  for (let at = 0; at < data.length; at++) {
    const byte = data.readUInt8(at);
    if (byte === 0x7b && data[at + 1] !== 0x7b) {
      // The first one is the start symbol, the others switch.
      if (set !== '') symbols++;
      set = String.fromCharCode(data.readUInt8(++at));
      if (!'ABC'.includes(set)) throw new Error(`unknown CODE128 set ${set}`);
      continue;
    }
    if (byte === 0x7b) at++;
    if (set === '') throw new Error('CODE128 data must begin with a set');
    if (set === 'C' && byte > 99) throw new Error(`byte ${byte} is no digit pair`);
    text += set === 'C' ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
    symbols++;
  }
  return { text, symbols };
}

/** One line per command: offset, name, detail. */
export function listing(bytes: Buffer, set?: WideSet): string {
  const lines = tokens(bytes, set).map(
    ({ at, name, detail }) => `${String(at).padStart(6)}  ${name.padEnd(20)} ${detail}`,
  );
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/**
 * The lines of text as they come out of the printer, blanks where the head jumps. Throws where text would be printed
 * over text, or beyond the line.
 */
export function printedLines(bytes: Buffer): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let atDots = 0;
  let endDots = 0;
  let scale = 1;
  let widthDots = 0;
  for (const token of tokens(bytes)) {
    const value = Number(token.detail);
    if (token.name === 'line width') widthDots = value;
    if (token.name === 'size') scale = (value >> 4) + 1;
    if (token.name === 'position') atDots = value;
    if (token.name === 'move') atDots += value;
    if (token.name === 'text') {
      if (atDots < endDots) throw new Error(`"${token.detail}" is printed over "${line}"`);
      // One byte is one column in every code page: a Chinese character has two of both.
      line += ' '.repeat(Math.floor((atDots - endDots) / 12)) + token.detail;
      atDots += token.bytes.length * 12 * scale;
      endDots = atDots;
      if (endDots > widthDots) throw new Error(`"${line}" ends at dot ${endDots} of ${widthDots}`);
    }
    if (token.name !== 'feed') continue;
    lines.push(line);
    [line, atDots, endDots] = ['', 0, 0];
  }
  return line === '' ? lines : [...lines, line];
}
