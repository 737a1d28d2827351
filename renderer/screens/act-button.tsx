import { type ReactNode, useId } from 'react';
import { keyFace } from '../keymap.ts';
import { type Off, offText } from '../situation.ts';
import { useTill } from '../till.ts';

/**
 * A button of the till with its key on it. One that is off keeps the focus and its reason: pressed, it says why, it is
 * never just grey.
 */
export interface ActButtonProps {
  /** Stable name for tests. */
  readonly act: string;
  /** The key that does the same, as printed on it. */
  readonly shortcut?: string | null;
  readonly off: Off | null;
  readonly press: () => void;
  readonly className?: string;
  /** Says more than the children can. */
  readonly label?: string;
  /** Said when a pointer rests on it, while it is not off. */
  readonly hint?: string;
  /** More names for tests. */
  readonly data?: Readonly<Record<`data-${string}`, string>>;
  readonly children: ReactNode;
}

export function ActButton({
  act,
  shortcut,
  off,
  press,
  className,
  label,
  hint,
  data,
  children,
}: ActButtonProps): ReactNode {
  const { language } = useTill();
  const why = useId();
  const reason = off === null ? null : offText(language, off);
  return (
    <button
      type="button"
      data-act={act}
      className={className}
      aria-label={label}
      aria-disabled={off !== null}
      aria-keyshortcuts={shortcut ?? undefined}
      aria-describedby={reason === null ? undefined : why}
      title={reason ?? hint}
      {...data}
      onClick={press}
    >
      {children} {typeof shortcut === 'string' && <kbd>{keyFace(shortcut)}</kbd>}
      {reason !== null && (
        <span id={why} hidden>
          {reason}
        </span>
      )}
    </button>
  );
}
