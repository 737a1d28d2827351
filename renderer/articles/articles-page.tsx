import { type ReactNode, useId, useState } from 'react';
import { articleWords } from '../../main/contract/words/articles.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { Dialog } from '../screens/dialog.tsx';
import { useTill } from '../till.ts';
import { ListImport } from './list-import.tsx';
import { OrderPanel } from './order-panel.tsx';
import { Shelf } from './shelf.tsx';
import { useArticles } from './use-articles.ts';
import './articles.css';

/**
 * The shop's articles on the left, the order that is being entered on the right. A touch asks the terminal for one more
 * piece; what stands on the right is what the terminal has.
 */
export default function ArticlesPage(): ReactNode {
  const { desk, terminal, shown, onDesk, language, words: till } = useTill();
  const articles = useArticles(terminal);
  const [isListing, setListing] = useState(false);
  const [said, setSaid] = useState('');
  const title = useId();
  const words = articleWords[language];
  if (shown.view === null) return null;
  const asked = (answer: { ok: boolean; reason?: string } | null): boolean => {
    setSaid(answer?.ok === false ? refusalSentence(language, answer.reason ?? '') : '');
    return answer?.ok === true;
  };
  return (
    <Dialog field="articles" labelledBy={title} safeAnswer={() => desk.close()} className="over-till articles">
      <header className="articles-head">
        <h2 id={title}>{till.buttons.articles}</h2>
        <p role="alert" className="articles-said" data-field="articles-said">
          {said}
        </p>
        <button type="button" data-act="list" onClick={() => setListing(!isListing)}>
          {isListing ? till.buttons.articles : words.list.title}
        </button>
        <button type="button" data-act="close" className="safe" onClick={() => desk.close()}>
          {words.order.back} <kbd>Esc</kbd>
        </button>
      </header>
      {isListing ? (
        <ListImport overview={articles.overview} done={articles.again} />
      ) : (
        <div className="articles-columns">
          <Shelf
            articles={articles}
            isFirst={onDesk.subject === null}
            add={async (sku) => asked(await terminal.ask('order.add', { sku }))}
            list={() => setListing(true)}
          />
          <OrderPanel asked={asked} typed={onDesk.subject} />
        </div>
      )}
    </Dialog>
  );
}
