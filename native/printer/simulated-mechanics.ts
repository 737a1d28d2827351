/**
 * The mechanics of a simulated receipt printer, what a person can do to them, and how they look in the status bytes of
 * Epson's ESC/POS command reference. Pure tables of bits; the printer itself is `simulated-engine`.
 */

export interface Mechanics {
  /** Lines until the paper ends; null = it does not. */
  lines: number | null;
  /** The sensor of the near end has spoken. */
  isNear: boolean;
  isCoverOpen: boolean;
  isJammed: boolean;
  isHot: boolean;
  isOffline: boolean;
  isDrawerOpen: boolean;
}

/** Everything well, with a roll of so many lines. */
export function wellWith(lines: number | null): Mechanics {
  return {
    lines,
    isNear: false,
    isCoverOpen: false,
    isJammed: false,
    isHot: false,
    isOffline: false,
    isDrawerOpen: false,
  };
}

/** What each act of a person changes; a roll that is loaded never ends by itself. */
export const actsOn = {
  paper_out: { lines: 0 },
  load_paper: { lines: null, isNear: false, isCoverOpen: false },
  near_end: { isNear: true },
  open_cover: { isCoverOpen: true },
  close_cover: { isCoverOpen: false },
  jam: { isJammed: true },
  heat: { isHot: true },
  cool: { isHot: false },
  offline: { isOffline: true },
  online: { isOffline: false },
  shut_drawer: { isDrawerOpen: false },
  /** Off and on again: it comes back on line, but nobody has loaded paper, shut the cover or pushed the drawer in. */
  reset: { isJammed: false, isHot: false, isOffline: false },
} as const satisfies Readonly<Record<string, Partial<Mechanics>>>;

export type PrinterAct = keyof typeof actsOn;

/** Level of contact 3 while the drawer is open; null = no drawer is plugged in, and the level stays low. */
export type DrawerOpenLevel = 'high' | 'low' | null;

export function paperIn({ lines, isNear }: Mechanics): 'ok' | 'near_end' | 'out' {
  if (lines === 0) return 'out';
  return isNear ? 'near_end' : 'ok';
}

export function mayPrint(now: Mechanics): boolean {
  return !(now.isCoverOpen || now.lines === 0 || now.isJammed || now.isHot || now.isOffline);
}

/** The answer to DLE EOT `question`; null where there is no such question. */
export function realTimeByte(question: number, now: Mechanics, drawer: DrawerOpenLevel): number | null {
  const paper = paperIn(now);
  const bits: Readonly<Record<number, number>> = {
    1: (pinIsHigh(now, drawer) ? 0x04 : 0) | (mayPrint(now) ? 0 : 0x08),
    2: (now.isCoverOpen ? 0x04 : 0) | (paper === 'out' ? 0x20 : 0) | (now.isJammed || now.isHot ? 0x40 : 0),
    3: errorBits(now),
    4: { ok: 0, near_end: 0x0c, out: 0x6c }[paper],
  };
  const said = bits[question];
  return said === undefined ? null : 0x12 | said;
}

/** The answer to GS r `about`; null where there is no such question. */
export function inBandByte(about: number, now: Mechanics, drawer: DrawerOpenLevel): number | null {
  if (about === 1 || about === 49) return paperBits(now);
  return about === 2 || about === 50 ? Number(pinIsHigh(now, drawer)) : null;
}

/** Automatic Status Back. */
export function automaticBytes(now: Mechanics, drawer: DrawerOpenLevel): readonly number[] {
  const levels = (pinIsHigh(now, drawer) ? 0x04 : 0) | (mayPrint(now) ? 0 : 0x08) | (now.isCoverOpen ? 0x20 : 0);
  return [0x10 | levels, errorBits(now), paperBits(now), 0x00];
}

function errorBits({ isJammed, isHot }: Mechanics): number {
  return (isJammed ? 0x08 : 0) | (isHot ? 0x40 : 0);
}

function paperBits(now: Mechanics): number {
  return { ok: 0, near_end: 0x03, out: 0x0f }[paperIn(now)];
}

function pinIsHigh({ isDrawerOpen }: Mechanics, drawer: DrawerOpenLevel): boolean {
  return drawer !== null && isDrawerOpen === (drawer === 'high');
}
