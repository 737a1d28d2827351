import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../main/contract/words/language.ts';

/**
 * Every table of words there is, found by itself: whoever adds one is held to the same. The same texts in every
 * language, each asking for the same facts, in its own characters and in the words of its own place.
 */

const folder = new URL('../../main/contract/words/', import.meta.url);

type Table = Readonly<Record<Language, unknown>>;

interface Text {
  readonly path: string;
  readonly text: string;
}

const tables: readonly { readonly name: string; readonly table: Table }[] = (
  await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && file !== 'spoken-later.ts')
      .map(async (file) => {
        const exported: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href);
        return Object.entries(exported).flatMap(([name, table]) =>
          isTable(table) ? [{ name: `${file} ${name}`, table }] : [],
        );
      }),
  )
).flat();

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && languages.every((language) => Object.hasOwn(value, language));
}

/** Each fact by its name, so that two languages can be compared by what they ask for. */
const facts = new Proxy({}, { get: (_, name) => `⟨${String(name)}⟩` });

function textsOf(value: unknown, path: string): readonly Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value === 'function') return [{ path, text: String(value(facts)) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

/** What a text asks for, in order of name; how often may differ. */
function askedBy(text: string): readonly string[] {
  return [...new Set(text.match(/⟨\w+⟩/g))].toSorted();
}

/**
 * Characters of our simplified texts that Hong Kong writes otherwise; those that stand in both ways of writing, as 后 or
 * 里, are not among them.
 */
const simplifiedOnly =
  '丢两个临为么义习乱于从们会传体余关内册写决准凭击则刚删别办动单占却厂发变号吗听启员响图场坏声处备复够头夹宝实宽对将尔属币带并库应废开异弃张当录径怀态' +
  '扫抢报拟择损换据数断无旧时显暂术机权条来枪标样档检欢汉没浅测浏满灯点热状环现电画盖盘码确离种称笔签简类约纸线练组终经结给络绝统继绪续维编网联脚腾获补装见规' +
  '览计订认让训记许设证识诈诉试话询语误说请读谁调谢负责败账贴资车转软轻载较输边达过运还这进连迟选采针钟钥钱银销锁错键长门闭问闲间队陆险随静韦页项须顾顿题额风马驱验';

/** Of the mainland or of Taiwan, where Hong Kong has another word. */
const foreignWords =
  /聯繫|賬|扫|屏幕|登錄|鼠標|默認|軟體|網路|列印|螢光幕|品質|質量|視頻|信息|服務器|打印隊列|商家|用户|帳户/;

describe('every table of words', () => {
  it('is found', () => {
    expect(tables.length).toBeGreaterThan(25);
  });

  it.each(tables)('$name has the same texts in every language, and they ask for the same facts', ({ table }) => {
    const [first, ...others] = languages.map((language) => textsOf(table[language], ''));
    for (const texts of others) {
      expect(texts.map(({ path }) => path)).toEqual(first?.map(({ path }) => path));
      for (const [n, { path, text }] of texts.entries())
        expect(askedBy(text), `${path} asks for other facts: ${text}`).toEqual(askedBy(first?.[n]?.text ?? ''));
    }
  });

  it.each(tables)('$name is written in the characters and words of Hong Kong in zh-HK', ({ table }) => {
    for (const { path, text } of textsOf(table['zh-HK'], '')) {
      const simplified = Array.from(text).filter((character) => simplifiedOnly.includes(character));
      // The name of a language stands in itself.
      if (text !== '简体') expect(simplified.join(''), `${path} has simplified characters: ${text}`).toBe('');
      expect(text, `${path} has a word of another place`).not.toMatch(foreignWords);
    }
  });

  it.each(tables)('$name has no Chinese in English', ({ table }) => {
    for (const { path, text } of textsOf(table.en, ''))
      expect(text, `${path} has Chinese in it`).not.toMatch(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/);
  });
});
