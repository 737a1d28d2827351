/**
 * Reads what a printer says on its own line back. Knows the status bytes of ESC/POS; knows no sockets. Only one answer
 * matters here: the one to `GS r 1`, with which every job ends, and which a printer gives when it has worked through
 * everything before it. The others come whenever a printer feels like it and are told apart by their fixed bits.
 */

/** The answer to `GS r 1`: the paper is there, or its end sensor has seen the end. */
export type PaperAnswer = 'present' | 'ended';

/** Takes bytes as they arrive and returns the paper answer in them, or null. */
export type StatusReader = (bytes: Uint8Array) => PaperAnswer | null;

/** Bytes of one Automatic Status Back message after its first. */
const asbRest = 3;

/** A new reader, for one connection. Keeps a counter and nothing else, whatever arrives. */
export function statusReader(): StatusReader {
  let skip = 0;
  let inBlock = false;
  const read = (byte: number): PaperAnswer | null => {
    if (skip > 0) {
      skip--;
    } else if (inBlock) {
      inBlock = byte !== 0;
    } else if (byte === 0x37) {
      // Block data, from `7` to NUL: answers to GS ( H and the like.
      inBlock = true;
    } else if ((byte & 0x93) === 0x10) {
      // Automatic Status Back: four bytes, 0xx1xx00 first. 0x11 and 0x13 are flow control, 0xx1xx10 is DLE EOT.
      skip = asbRest;
    } else if ((byte & 0x90) === 0) {
      return (byte & 0x0c) === 0 ? 'present' : 'ended';
    }
    return null;
  };
  return (bytes) => {
    let answer: PaperAnswer | null = null;
    for (const byte of bytes) answer = read(byte) ?? answer;
    return answer;
  };
}
