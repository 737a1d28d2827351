import { type ReactNode, useState } from 'react';
import { flightWords } from '../../main/contract/words/flight.ts';
import { useTill } from '../till.ts';
import { BundleButton } from './bundle-button.tsx';
import { Timeline } from './timeline.tsx';

/**
 * What any screen puts below a payment: its timeline and its support bundle, folded away until somebody wants them, and
 * asked for only then.
 */
export function FlightRecord({ id }: { readonly id: string }): ReactNode {
  const { language } = useTill();
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="flight-record"
      data-field="flight-record"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{flightWords[language].title}</summary>
      {isOpen && (
        <>
          <Timeline id={id} />
          <BundleButton id={id} />
        </>
      )}
    </details>
  );
}
