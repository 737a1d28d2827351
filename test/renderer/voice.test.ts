import { describe, expect, test } from 'vitest';
import { spokenAmount } from '../../main/contract/words/voice.ts';
import { localVoice, type Speech, spokenWith } from '../../renderer/sound/voice.ts';
import { situations } from '../screen/views.ts';

/** What the system's voice may say, and which voice may say it. */

function speechWith(...voices: readonly (readonly [lang: string, localService: boolean])[]): Speech {
  return {
    getVoices: () => voices.map(([lang, localService]) => ({ lang, localService, name: lang })),
    speak: () => {},
    cancel: () => {},
  };
}

describe('a voice', () => {
  test.for([
    ['zh-CN', 'zh-CN'],
    ['zh-CN', 'cmn-Hans-CN'],
    ['zh-HK', 'zh-HK'],
    ['zh-HK', 'yue-HK'],
    ['en', 'en-GB'],
  ] as const)('of this machine reads %s with %s', ([language, lang]) => {
    expect(localVoice(speechWith(['fr-FR', true], [lang, true]), language)?.lang).toBe(lang);
  });

  test('of a service on the network is never used: what was paid stays here', () => {
    expect(localVoice(speechWith(['zh-CN', false]), 'zh-CN')).toBeNull();
  });

  test('of another language says nothing, nor does a browser without speech', () => {
    expect(localVoice(speechWith(['zh-HK', true], ['zh-TW', true]), 'zh-CN'), 'Cantonese').toBeNull();
    expect(localVoice(speechWith(['zh-CN', true], ['zh-TW', true]), 'zh-HK'), 'Mandarin').toBeNull();
    expect(localVoice(speechWith(['eo', true]), 'en')).toBeNull();
    expect(localVoice(null, 'en')).toBeNull();
  });
});

describe('what is said', () => {
  test('is the amount, once it is certain, and nothing of any other state', () => {
    expect(spokenWith('paid', situations.paid, 'zh-CN')).toBe('收款成功，128 元。');
    expect(spokenWith('paid', situations.paid, 'en')).toBe('Paid, 128 yuan.');
    expect(spokenWith('busy', situations.checking, 'zh-HK')).toBe('請勿重複收款。');
    // A second scan beside a paid payment sounds busy, and must not be told that anything is uncertain.
    expect(spokenWith('busy', situations.paid, 'en')).toBeNull();
    expect(spokenWith('paid', situations.checking, 'en')).toBeNull();
    expect(spokenWith('refused', situations.not_charged, 'en')).toBeNull();
    expect(spokenWith('accepted', situations.idle, 'en')).toBeNull();
  });

  test.for([
    [12_850, 'CNY', 2, 'zh-CN', '128.5 元'],
    [5, 'CNY', 2, 'zh-CN', '0.05 元'],
    [100_000_000, 'CNY', 2, 'en', '1000000 yuan'],
    [1_280, 'HKD', 2, 'zh-HK', '12.8 元'],
    [1_280, 'JPY', 0, 'en', '1280 Japanese Yen'],
  ] as const)(
    'of %i minor units of %s is without grouping and without idle zeros',
    ([minor, currency, decimals, language, said]) => {
      expect(spokenAmount(minor, currency, decimals, language)).toBe(said);
    },
  );
});
