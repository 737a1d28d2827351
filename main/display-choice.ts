import type { DisplayIdentity } from '../native/display/settings.ts';

/**
 * Which of a machine's displays is the customer's. Pure, for both shells: a display is known by what it is called and
 * how large it is, never by its number, which changes with the sockets.
 */

export interface SeenDisplay {
  /** As the system names it; '' where it has no name. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The one the till itself stands on. */
  readonly primary: boolean;
  readonly internal: boolean;
}

export type Choice<Seen extends SeenDisplay> =
  | { readonly ok: true; readonly display: Seen }
  | { readonly ok: false; readonly fault: 'display_no_second' | 'display_not_found'; readonly place: string };

/**
 * The display that was chosen when the till was set up, or with null the first that is not the till's own. Never the
 * next best one: on a wrong screen the amount faces the wrong people. Of two that look alike the one that is not the
 * till's own, then the leftmost.
 */
export function chooseDisplay<Seen extends SeenDisplay>(
  displays: readonly Seen[],
  wanted: DisplayIdentity | null,
): Choice<Seen> {
  const inOrder = displays.toSorted(
    (one, other) => Number(one.primary) - Number(other.primary) || one.x - other.x || one.y - other.y,
  );
  const display = inOrder.find((seen) => (wanted === null ? !seen.primary : isSame(seen, wanted)));
  if (display !== undefined) return { ok: true, display };
  return wanted === null
    ? { ok: false, fault: 'display_no_second', place: '' }
    : { ok: false, fault: 'display_not_found', place: `${wanted.label} ${wanted.width} × ${wanted.height}`.trim() };
}

function isSame(seen: SeenDisplay, { label, width, height, internal }: DisplayIdentity): boolean {
  const isAsLarge = seen.width === width && seen.height === height;
  return seen.label === label && isAsLarge && (internal === undefined || seen.internal === internal);
}
