import { useCallback, useEffect, useRef, useState } from 'react';
import type { Article } from '../../main/contract/catalogue.ts';
import type { Result } from '../../main/contract/contract.ts';
import type { Terminal } from '../terminal.ts';

/**
 * What of the shop's articles stands on the screen: the categories, and those that fit what is looked for. The list
 * itself stays with the terminal. An answer that comes after a newer question is dropped.
 */

export type Overview = Result<'articles.overview'>;

export interface Found {
  readonly total: number;
  readonly articles: readonly Article[];
}

export interface ArticlesShown {
  /** Null until it has come. */
  readonly overview: Overview | null;
  readonly found: Found | null;
  readonly text: string;
  readonly category: string | null;
  readonly search: (text: string) => void;
  /** Null = all of them. */
  readonly choose: (category: string | null) => void;
  readonly more: () => void;
  /** Another list has been taken. */
  readonly again: () => void;
}

/** Tiles at a time: more than a screen holds. */
const page = 60;
/** In one answer. */
const pageMax = 200;

export function useArticles(terminal: Terminal): ArticlesShown {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [text, setText] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [most, setMost] = useState(page);
  const [round, setRound] = useState(0);
  const newest = useRef(0);

  useEffect(() => {
    void round;
    void terminal.ask('articles.overview', {}).then((answer) => {
      if (answer !== null) setOverview(answer);
    });
  }, [terminal, round]);

  useEffect(() => {
    void round;
    newest.current += 1;
    const question = newest.current;
    void upTo(terminal, { text, category }, most).then((answer) => {
      if (answer !== null && question === newest.current) setFound(answer);
    });
  }, [terminal, text, category, most, round]);

  return {
    overview,
    found,
    text,
    category,
    search: useCallback((wanted) => {
      setText(wanted.slice(0, 64));
      setMost(page);
    }, []),
    choose: useCallback((wanted) => {
      setCategory(wanted);
      setMost(page);
    }, []),
    more: useCallback(() => setMost((before) => before + page), []),
    again: useCallback(() => {
      setCategory(null);
      setRound((before) => before + 1);
    }, []),
  };
}

interface Wanted {
  readonly text: string;
  readonly category: string | null;
}

/** The first `most`, in as many answers as that takes. */
async function upTo(terminal: Terminal, wanted: Wanted, most: number): Promise<Found | null> {
  const articles: Article[] = [];
  for (;;) {
    const left = Math.min(pageMax, most - articles.length);
    const answer = await terminal.ask('articles.find', { ...wanted, from: articles.length, most: left });
    if (answer === null) return null;
    articles.push(...answer.articles);
    const isAll = articles.length >= Math.min(most, answer.total) || answer.articles.length === 0;
    if (isAll) return { total: answer.total, articles };
  }
}
