import type { InEveryLanguage } from './language.ts';

/**
 * What the two shells say around the page: where it is shown, and why it is not. Everything on the page itself comes
 * from the other tables. `ready` and `nextAddress` end with their address, so that a terminal makes it a link.
 */

export interface ShellWords {
  /** First line on stdout. */
  readonly ready: (facts: { url: string }) => string;
  /** After an address has been used. */
  readonly nextAddress: (facts: { url: string }) => string;
  /** As both, of the customer's page; shown once, and again after each use. */
  readonly customerAddress: (facts: { url: string }) => string;
  /** No window was possible. */
  readonly noDisplay: string;
  readonly chromiumNotFound: string;
  /** Chromium could not be started, or ended before it showed the page; `why` is the system's word, ENOENT. */
  readonly windowFailed: (facts: { file: string; why: string }) => string;
  readonly closing: string;
  /** In place of the page, for a browser that was not let in. */
  readonly addressUsed: string;
  readonly pageMissing: (facts: { folder: string }) => string;
  /** `why` is the system's word, EADDRINUSE. */
  readonly portUnavailable: (facts: { port: number; why: string }) => string;
  /** Electron: a second start of the same profile. */
  readonly alreadyRunning: (facts: { folder: string }) => string;
  /** Answer to `--help` of the browser shell. */
  readonly usage: string;
}

export const shellWords: InEveryLanguage<ShellWords> = {
  'zh-CN': {
    ready: ({ url }) => `Truetill 已就绪：${url}`,
    nextAddress: ({ url }) => `下一个地址，供另一个屏幕使用：${url}`,
    customerAddress: ({ url }) => `顾客屏的地址，请在给顾客看的显示器上打开：${url}`,
    noDisplay: '这里没有显示器，没有打开窗口。请在本机的浏览器里打开上面的地址。',
    chromiumNotFound: '没有找到 Chromium、Chrome 或 Edge。请自己打开上面的地址，或用环境变量 CHROMIUM 指定。',
    windowFailed: ({ file, why }) => `${file} 没有打开窗口（${why}）。请自己打开最新的地址，收款不受影响。`,
    closing: '正在关闭：未完的付款都在账本里，下次启动继续处理。',
    addressUsed: '这个地址已经用过，或不是最新的。请打开 Truetill 启动处打印的最新地址。',
    pageMissing: ({ folder }) => `${folder} 里没有页面，没有启动。请先运行 npm run build，再重新启动。`,
    portUnavailable: ({ port, why }) => `端口 ${port} 不能用（${why}），没有启动。请换一个 --port，或不写。`,
    alreadyRunning: ({ folder }) => `${folder} 的终端已在运行，已转到它的窗口，没有再启动一个。`,
    usage:
      '选项：--profile 名称或路径；--port 端口，不写则用上次的，被占用时用空闲的；--kiosk 全屏；--no-window 只打印地址。',
  },
  en: {
    ready: ({ url }) => `Truetill is ready: ${url}`,
    nextAddress: ({ url }) => `The next address, for another screen: ${url}`,
    customerAddress: ({ url }) => `The customer's screen, to be opened on the display that faces them: ${url}`,
    noDisplay:
      'There is no display here, so no window was opened; open the address above in a browser of this machine.',
    chromiumNotFound:
      'No Chromium, Chrome or Edge was found. Open the address above yourself, or name one in CHROMIUM.',
    windowFailed: ({ file, why }) =>
      `${file} opened no window (${why}). Open the newest address yourself; sales are not affected.`,
    closing: 'Closing: the journal keeps every open payment, and the next start goes on.',
    addressUsed: 'This address has been used, or is not the newest. Open the newest one that Truetill printed.',
    pageMissing: ({ folder }) =>
      `There is no page in ${folder}; nothing was started. Run npm run build, then start again.`,
    portUnavailable: ({ port, why }) =>
      `Port ${port} cannot be used (${why}); nothing was started. Choose another --port, or leave it out.`,
    alreadyRunning: ({ folder }) => `The till in ${folder} is running already; its window is shown, no second one.`,
    usage:
      'Options: --profile NAME|PATH; --port N, else the last or a free one; --kiosk full screen; --no-window prints an address.',
  },
  'zh-HK': {
    ready: ({ url }) => `Truetill 已就緒：${url}`,
    nextAddress: ({ url }) => `下一個地址，供另一個螢幕使用：${url}`,
    customerAddress: ({ url }) => `顧客螢幕的地址，請在給顧客看的顯示器上打開：${url}`,
    noDisplay: '這裏沒有顯示器，沒有打開視窗。請在本機的瀏覽器裏打開上面的地址。',
    chromiumNotFound: '沒有找到 Chromium、Chrome 或 Edge。請自己打開上面的地址，或用環境變數 CHROMIUM 指定。',
    windowFailed: ({ file, why }) => `${file} 沒有打開視窗（${why}）。請自己打開最新的地址，收款不受影響。`,
    closing: '正在關閉：未完成的付款都在帳簿裏，下次啟動繼續處理。',
    addressUsed: '這個地址已經用過，或不是最新的。請打開 Truetill 啟動處打印的最新地址。',
    pageMissing: ({ folder }) => `${folder} 裏沒有頁面，沒有啟動。請先執行 npm run build，再重新啟動。`,
    portUnavailable: ({ port, why }) => `連接埠 ${port} 不能用（${why}），沒有啟動。請換一個 --port，或不寫。`,
    alreadyRunning: ({ folder }) => `${folder} 的終端機已在運作，已轉到它的視窗，沒有再啟動一個。`,
    usage:
      '選項：--profile 名稱或路徑；--port 連接埠，不寫則用上次的，被佔用時用可用的；--kiosk 全螢幕；--no-window 只打印地址。',
  },
};
