import { type Page, type PaperLine, type Size, sizes } from './layout.ts';
import { barHeightDots, qrLevel } from './symbology.ts';

/**
 * Lines of paper as receiptline markdown (OFSC ReceiptLine Specification). Knows that language; knows no receipts and
 * no bytes. Lines are broken already, so receiptline never has to.
 */

const marks: Readonly<Record<Size, string>> = { normal: '', tall: '^^', double: '^^^', triple: '^^^^' };

export function markdownOf(lines: readonly PaperLine[], page: Page): string {
  return lines.flatMap((line) => markdownLines(line, page)).join('\n');
}

function markdownLines(line: PaperLine, page: Page): readonly string[] {
  switch (line.kind) {
    case 'blank':
      return [''];
    case 'rule':
      // Hyphens: the ruled line of receiptline needs a Katakana code page that many printers lack.
      return ['\\x2d'.repeat(page.columns)];
    case 'centred': {
      const strong = line.bold ? '"' : '';
      return [strong + marks[line.size] + escaped(line.text) + marks[line.size] + strong];
    }
    case 'stripe':
      return [stripe(line.text, line.size, page)];
    case 'ends':
      return ends(line.left, line.right, page);
    case 'code': {
      const { symbology, moduleDots } = line.shape;
      const option =
        symbology === 'code128' ? `code128,${moduleDots},${barHeightDots}` : `qrcode,${moduleDots},${qrLevel}`;
      return [`{code:${escaped(line.id)};option:${option}}`];
    }
  }
}

/** Inverted blanks on both sides make the black reach over the whole line. */
function stripe(text: string, size: Size, page: Page): string {
  const room = Math.max(0, Math.floor(page.columns / sizes[size].wide) - page.measure(text));
  const left = '~'.repeat(Math.floor(room / 2));
  const right = '~'.repeat(Math.ceil(room / 2));
  return `\`${marks[size]}${left}${escaped(text)}${right}${marks[size]}\``;
}

function ends(left: string, right: string, page: Page): readonly string[] {
  if (right === '') return [`|${escaped(left)} |`];
  if (left === '') return [`| ${escaped(right)}|`];
  const leftColumns = page.measure(left);
  const widths = `{width:${leftColumns},${page.columns - leftColumns - 1}}`;
  return [widths, `${escaped(left)} | ${escaped(right)}`, '{width:auto}'];
}

/** Every character that has a meaning somewhere in a ReceiptLine document, as `\xHH`, which has none anywhere. */
export function escaped(text: string): string {
  return text.replace(/[\\|{};_"`^~\-=]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16)}`);
}
