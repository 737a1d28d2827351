import type { Language } from '../contract/words/language.ts';
import { type PageFiles, textFile } from '../page-files.ts';

/**
 * What a person sees instead of the till when it cannot start: one sentence, no script, nothing to press. The sentence
 * is made where the fault was found.
 */

const style = `body {
  margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 10vw; box-sizing: border-box;
  font: 28px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif;
  background: #fff; color: #1a1a1a; overflow-wrap: anywhere;
}`;

/** The page's files when `sentence` stands in its place. */
export function faultFiles(sentence: string, language: Language): PageFiles {
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>Truetill</title><link rel="stylesheet" href="fault.css"></head>
<body><p role="alert">${escaped(sentence)}</p></body>
</html>
`;
  return new Map([
    ['/index.html', textFile('html', html)],
    ['/fault.css', textFile('css', style)],
  ]);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
