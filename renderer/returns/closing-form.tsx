import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { returnsWords } from '../../main/contract/words/returns.ts';
import { useTill } from '../till.ts';

/**
 * A person closes a reversal that Alipay does not confirm: what that means, then name, reason and proof. It never makes
 * a sale of it.
 */

interface ClosingFormProps {
  readonly id: string;
  readonly leave: () => void;
  readonly done: () => void;
}

const fields = ['by', 'why', 'evidence'] as const;
const longest = { by: 64, why: 256, evidence: 256 } as const;

export function ClosingForm({ id, leave, done }: ClosingFormProps): ReactNode {
  const { terminal, language } = useTill();
  const { closing, buttons, noConnection } = returnsWords[language];
  const [said, setSaid] = useState<Said>({ by: '', why: '', evidence: '' });
  const [refusal, setRefusal] = useState('');
  const title = useId();
  const means = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  useEscape(form, leave);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const empty = fields.find((field) => said[field].trim() === '');
    if (empty !== undefined) {
      setRefusal(closing.missing);
      form.current?.querySelector<HTMLInputElement>(`[data-field="closing-${empty}"]`)?.focus();
      return;
    }
    const answer = await terminal.ask('reversal.close', { id, ...said });
    if (answer === null) setRefusal(noConnection);
    else if (answer.ok) done();
    else setRefusal(refusalSentence(language, answer.reason));
  };
  return (
    <form
      ref={form}
      className="returns-closing"
      data-field="closing"
      aria-labelledby={title}
      aria-describedby={means}
      onSubmit={(event) => void send(event)}
    >
      <h4 id={title}>{closing.title}</h4>
      <p id={means}>{closing.means}</p>
      <Fields said={said} change={setSaid} isRefused={refusal !== ''} />
      <p role="alert" className="returns-missing">
        {refusal}
      </p>
      <div className="returns-acts">
        <button type="button" data-act="closing-leave" className="go-on" onClick={leave}>
          {buttons.notNow}
        </button>
        <button type="submit" data-act="closing-send">
          {buttons.confirmClosing}
        </button>
      </div>
    </form>
  );
}

/** Escape leaves the form, not the whole screen with all that was typed: heard before the dialog around it hears it. */
function useEscape(form: RefObject<HTMLFormElement | null>, leave: () => void): void {
  const leaveForm = useEffectEvent(leave);
  useEffect(() => {
    const dialog = form.current?.closest('dialog');
    const hear = (event: Event): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      leaveForm();
    };
    dialog?.addEventListener('cancel', hear, { capture: true });
    return () => dialog?.removeEventListener('cancel', hear, { capture: true });
  }, [form]);
}

type Said = Readonly<Record<(typeof fields)[number], string>>;

interface FieldsProps {
  readonly said: Said;
  readonly change: (said: Said) => void;
  readonly isRefused: boolean;
}

function Fields({ said, change, isRefused }: FieldsProps): ReactNode {
  const { language, words: till } = useTill();
  const { closing, labels } = returnsWords[language];
  const names = { by: till.labels.yourName, why: labels.reason, evidence: labels.evidence };
  const hints = { by: closing.nameHint, why: closing.reasonHint, evidence: closing.evidenceHint };
  return fields.map((field) => (
    <label key={field}>
      {names[field]}
      <input
        data-field={`closing-${field}`}
        type="text"
        autoComplete="off"
        placeholder={hints[field]}
        maxLength={longest[field]}
        value={said[field]}
        aria-invalid={isRefused && said[field].trim() === ''}
        onChange={(event) => change({ ...said, [field]: event.target.value })}
      />
    </label>
  ));
}
