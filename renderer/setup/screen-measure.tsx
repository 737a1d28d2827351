import { type CSSProperties, type ReactNode, useEffect, useId, useState } from 'react';
import type { SetupWords } from '../../main/contract/words/setup.ts';
import { pxPerMmMax, pxPerMmMin } from '../preferences.ts';
import { useTill } from '../till.ts';

/**
 * How many pixels a millimetre has on this screen: a picture is made as large as a bank card, which is the same
 * everywhere (ISO/IEC 7810 ID-1, 85.60 x 53.98 mm). By touch, mouse or arrow keys.
 */
export function ScreenMeasure({ words }: { readonly words: SetupWords }): ReactNode {
  const { desk, onDesk } = useTill();
  const { labels, calibration } = words;
  const sentence = useId();
  const shown = onDesk.pxPerMm ?? usualPxPerMm;
  const key = useKeyHeightMm(onDesk.pxPerMm);
  const measure = (pxPerMm: number): void =>
    desk.choose({ pxPerMm: Math.min(pxPerMmMax, Math.max(pxPerMmMin, Math.round(pxPerMm * 100) / 100)) });
  return (
    <section className="setup-device" data-field="setup-measure" aria-label={labels.calibrate}>
      <h3>{labels.calibrate}</h3>
      <p id={sentence}>
        {calibration.sentence} <span className="setup-advice">{calibration.card}</span>
      </p>
      <div className="setup-row">
        <button type="button" data-act="smaller" onClick={() => measure(shown - step)}>
          {labels.smaller}
        </button>
        <input
          type="range"
          data-act="measure"
          aria-label={labels.calibrate}
          aria-describedby={sentence}
          min={pxPerMmMin}
          max={pxPerMmMax}
          step={step}
          value={shown}
          onChange={(event) => measure(event.target.valueAsNumber)}
        />
        <button type="button" data-act="larger" onClick={() => measure(shown + step)}>
          {labels.larger}
        </button>
        {onDesk.pxPerMm !== null && (
          <button type="button" data-act="forget" onClick={() => desk.choose({ pxPerMm: null })}>
            {labels.forget}
          </button>
        )}
      </div>
      <p role="status" data-field="measured">
        {onDesk.pxPerMm === null || key === null ? calibration.notSet : calibration.set({ size: key.toFixed(1) })}
      </p>
      <div className="setup-card-place">
        <div className="setup-card" data-field="card" style={{ '--card-mm': `${shown}px` } as CSSProperties} />
      </div>
    </section>
  );
}

/** CSS's own idea of a millimetre, 96 px per inch, until somebody has measured. */
const usualPxPerMm = 3.78;
/** Half a millimetre on a card of 85.6. */
const step = 0.02;

/** How high a key of the till behind this page is now. */
function useKeyHeightMm(pxPerMm: number | null): number | null {
  const [heightMm, setHeightMm] = useState<number | null>(null);
  useEffect(() => {
    const key = document.querySelector('.keypad .key');
    setHeightMm(key === null || pxPerMm === null ? null : key.getBoundingClientRect().height / pxPerMm);
  }, [pxPerMm]);
  return heightMm;
}
