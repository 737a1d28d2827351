import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What is wrong with a page whatever it shows: what axe-core finds, and what does not fit. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong, as `rule: selector`. */
export async function violations(page: Page): Promise<readonly string[]> {
  // By the debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const runner = Reflect.get(window, 'axe') as {
      run(): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
    };
    const { violations } = await runner.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
}

/** The least a finger hits for certain, CSS pixels: 44 by WCAG 2.5.5. */
const touchLeast = 44;

/** Buttons on the screen that are too small for a finger. */
export function tooSmall(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    (least) =>
      [...document.querySelectorAll('button')].flatMap((button) => {
        const { width, height } = button.getBoundingClientRect();
        if (width === 0 || (width >= least && height >= least)) return [];
        return [`"${button.textContent}" is ${Math.round(width)} x ${Math.round(height)}`];
      }),
    touchLeast,
  );
}

/** What is cut off or hangs over: the page itself, and every element whose content is larger than what it shows. */
export function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').slice(0, 30)}"`;
    const root = document.documentElement;
    const ofPage = [
      ...(root.scrollWidth > root.clientWidth
        ? [`the page is ${root.scrollWidth - root.clientWidth} px too wide`]
        : []),
      ...(root.scrollHeight > root.clientHeight
        ? [`the page is ${root.scrollHeight - root.clientHeight} px too high`]
        : []),
    ];
    const cut = [...document.querySelectorAll('body *')].filter((element) => {
      if (
        !(element instanceof HTMLElement) ||
        element.closest('.till-training, .roomy, .wide, dialog .cards, dialog .scrolls, .lines') !== null
      )
        return false;
      const { overflowX, display } = getComputedStyle(element);
      if (display === 'inline' || element.clientWidth === 0) return false;
      const tooWide = element.scrollWidth > element.clientWidth + 1;
      // One with a scroll of its own says so.
      const scrolls = element.dataset['scrolls'] !== undefined || element.matches('dialog.setup');
      const isCut = overflowX !== 'visible' && !scrolls;
      const tooHigh = element.scrollHeight > element.clientHeight + 1 && isCut;
      return tooWide || tooHigh;
    });
    return [...ofPage, ...cut.map(named)];
  });
}
