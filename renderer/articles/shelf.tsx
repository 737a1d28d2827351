import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { Article } from '../../main/contract/catalogue.ts';
import { articleWords } from '../../main/contract/words/articles.ts';
import { amountText } from '../amount.ts';
import { useTill } from '../till.ts';
import type { ArticlesShown } from './use-articles.ts';

/** Search, categories and articles as tiles. Enter in the search adds what its number or key names, without a touch. */

export interface ShelfProps {
  readonly articles: ArticlesShown;
  /** The search has the focus first. */
  readonly isFirst: boolean;
  /** One more piece; false = it was refused, and the reason stands above. */
  readonly add: (sku: string) => Promise<boolean>;
  readonly list: () => void;
}

export function Shelf({ articles, isFirst, add, list }: ShelfProps): ReactNode {
  const { language } = useTill();
  const words = articleWords[language];
  const tiles = useRef<HTMLUListElement>(null);
  const { overview, found, text } = articles;
  if (overview !== null && overview.articles === 0) return <NoArticles fault={overview.fault} list={list} />;

  const enter = async (event: KeyboardEvent<HTMLInputElement>): Promise<void> => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const wanted = text.trim();
    const only = found?.total === 1 ? found.articles[0] : undefined;
    const isNumber = /^[\x21-\x7e]{1,64}$/.test(wanted);
    const isAdded =
      wanted !== '' && ((isNumber && (await add(wanted))) || (only !== undefined && (await add(only.sku))));
    if (isAdded) articles.search('');
    else tiles.current?.querySelector('button')?.focus();
  };
  return (
    <section className="shelf" aria-label={words.search}>
      <label className="shelf-search">
        <span>{words.search}</span>
        <input
          {...(isFirst ? { 'data-first': true } : {})}
          data-takes-scans
          data-act="search"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          placeholder={words.searchHint}
          value={text}
          onChange={(event) => articles.search(event.target.value)}
          onKeyDown={(event) => void enter(event)}
        />
      </label>
      <Categories articles={articles} />
      <p role="status" className="shelf-found">
        {found === null
          ? ''
          : found.total === 0
            ? words.nothingFound
            : words.found({ shown: found.articles.length, total: found.total })}
      </p>
      <ul className="shelf-tiles cards" ref={tiles}>
        {found?.articles.map((article) => (
          <Tile key={article.sku} article={article} add={add} />
        ))}
        {found !== null && found.articles.length < found.total && (
          <li>
            <button type="button" data-act="more" className="tile tile-more" onClick={() => articles.more()}>
              {words.more}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

function Tile({ article, add }: { readonly article: Article } & Pick<ShelfProps, 'add'>): ReactNode {
  const { shown, language } = useTill();
  const words = articleWords[language];
  if (shown.view === null) return null;
  const { currency, decimals } = shown.view;
  const { sku, name, key } = article;
  const price = amountText(article.priceMinor, currency, decimals, language);
  return (
    <li>
      <button type="button" className="tile" data-sku={sku} onClick={() => void add(sku)}>
        <span className="tile-name">{name}</span>
        <span className="tile-foot">
          <b>{price}</b>
          {key !== '' && <small>{words.key({ key })}</small>}
        </span>
      </button>
    </li>
  );
}

function Categories({ articles: { overview, category, choose } }: Pick<ShelfProps, 'articles'>): ReactNode {
  const { language } = useTill();
  if (overview === null || overview.categories.length === 0) return null;
  return (
    <ul className="shelf-categories cards">
      <Category name={articleWords[language].all} isChosen={category === null} choose={() => choose(null)} />
      {overview.categories.map(({ name }) => (
        <Category
          key={name}
          name={name}
          isChosen={category === name}
          choose={() => choose(category === name ? null : name)}
        />
      ))}
    </ul>
  );
}

interface CategoryProps {
  readonly name: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function Category({ name, isChosen, choose }: CategoryProps): ReactNode {
  return (
    <li>
      <button type="button" data-category={name} aria-pressed={isChosen} onClick={choose}>
        {name}
      </button>
    </li>
  );
}

function NoArticles({ fault, list }: { readonly fault: string | null; readonly list: () => void }): ReactNode {
  const { language } = useTill();
  const words = articleWords[language];
  const stored: Readonly<Record<string, string>> = words.list.stored;
  return (
    <section className="shelf shelf-none" data-field="no-articles">
      <h3>{words.none}</h3>
      <p>{fault === null ? words.noneHint : (stored[fault] ?? fault)}</p>
      <button type="button" data-first data-act="first-list" onClick={list}>
        {words.list.title}
      </button>
    </section>
  );
}
