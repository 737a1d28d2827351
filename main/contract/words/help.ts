import type { InEveryLanguage } from './language.ts';
import type { RefundContext } from './result-codes.ts';

/** `till --help`: every verb with its options, and what the exit codes mean. */
export const helpWords: InEveryLanguage<string> = {
  'zh-CN': `用法：till <命令> [选项] [--profile 文件夹或名称] [--json]
  sale --amount 12.80 [--code 码 | 等待扫码] [--order 单号] [--printer tcp:主机:端口|file:文件]
       [--different-customer] [--training-customer]   同单换了顾客；训练时由模拟顾客出示付款码
  inquire 单号                        再查询一笔付款
  look 号码                           查单：这个号码的付款怎样了，对顾客说什么
  reversals list                      列出未完的撤销
  reversals replay [--for 秒数=180]   继续撤销，直到没有未完的
  reversals send 单号                 立即重发这一笔
  reversals keep 单号 --by 姓名 --why 原因
  reversals close 单号 --by 姓名 --why 原因 --evidence 凭据   凭证据关闭支付宝不确认的撤销
  history [单号] [--amount 12.80 [--to-amount 20]] [--from 日期] [--to 日期] [--state 状态] [--most 笔数=20]   查历史付款
  reversals export --out 文件 [--show open|ended|closed] [--from 日期] [--to 日期]   导出 CSV
  refund 单号 --amount 5.00 [--why 原因]
  prints [list | answer 编号 yes|no | again 编号 | drop 编号]   单据：列出、出来没有、再打印、不用了
  drawer open --by 姓名 --why 原因 | drawer log    打开钱箱；谁打开过
  bundle [单号] [--out 文件夹]         生成给支付宝技术支持的资料：一笔付款或整机
  articles [list]                     本店的商品目录
  articles import 文件 [--check] [--take-good] [--encoding 编码]   导入 CSV 清单，先报告错行
  audit                               与模拟网关对账
  journal verify                      检查账本和全部存档，并合计
  journal archive                     把 90 天前结清的付款移到按年的存档
  journal backup [--to 文件夹]        备份账本，不停收款
  journal restore --from 文件 --by 姓名 --why 原因  用备份恢复账本
  devices                             列出接上的设备，以及可以怎样使用
  receipt --sample --paper 58|80 --lang 语言 --png 文件 --bytes 文件 [--printer-profile 型号]
  help code [结果码] [--lang 语言]      支付宝的结果码是什么意思、对顾客怎么说；不写列出全部
  simulator --port 端口 [--write-profile 文件夹] [--no-mock-amounts] [--ledger 文件]
退出码（sale、inquire、look）：0 已付 · 2 未扣款 · 3 已撤销 · 4 撤销未确认 · 5 核对中 · 6 不是本机的记录（look）· 1 出错
refund：0 已退款 · 2 没有退款 · 4 还没有结果；reversals、journal restore：4 还有未完的；其他命令：0 完成 · 1 出错`,
  'zh-HK': `用法：till <指令> [選項] [--profile 資料夾或名稱] [--json]
  sale --amount 12.80 [--code 碼 | 等待掃碼] [--order 單號] [--printer tcp:主機:埠|file:檔案]
       [--different-customer] [--training-customer]   同單換了顧客；訓練時由模擬顧客出示付款碼
  inquire 編號                        再查詢一筆付款
  look 編號                           查單：這個編號的付款怎樣了，向顧客說甚麼
  reversals list                      列出未完成的撤銷
  reversals replay [--for 秒數=180]   繼續撤銷，直至全部完成
  reversals send 編號                 立即重發這一筆
  reversals keep 編號 --by 姓名 --why 原因
  reversals close 編號 --by 姓名 --why 原因 --evidence 證據   憑證據結束支付寶未確認的撤銷
  history [編號] [--amount 12.80 [--to-amount 20]] [--from 日期] [--to 日期] [--state 狀態] [--most 筆數=20]   查過往付款
  reversals export --out 檔案 [--show open|ended|closed] [--from 日期] [--to 日期]   匯出 CSV
  refund 編號 --amount 5.00 [--why 原因]
  prints [list | answer 號碼 yes|no | again 號碼 | drop 號碼]   單據：列出、是否印好、再打印、不用了
  drawer open --by 姓名 --why 原因 | drawer log    打開錢箱；誰打開過
  bundle [單號] [--out 資料夾]         製作給 Alipay 技術支援的資料：一筆付款或整機
  articles [list]                     本店的商品目錄
  articles import 檔案 [--check] [--take-good] [--encoding 編碼]   匯入 CSV 清單，先報告錯行
  audit                               與模擬網關對帳
  journal verify                      檢查帳簿及全部封存檔，並作合計
  journal archive                     把 90 天前結清的付款移到按年份的封存檔
  journal backup [--to 資料夾]        備份帳簿，毋須停止收款
  journal restore --from 檔案 --by 姓名 --why 原因  用備份還原帳簿
  devices                             列出已接上的裝置，以及可以怎樣使用
  receipt --sample --paper 58|80 --lang 語言 --png 檔案 --bytes 檔案 [--printer-profile 型號]
  help code [結果代碼] [--lang 語言]    支付寶的結果代碼是甚麼意思、怎樣向顧客說明；不寫則列出全部
  simulator --port 埠 [--write-profile 資料夾] [--no-mock-amounts] [--ledger 檔案]
結束代碼（sale、inquire、look）：0 已付 · 2 未扣款 · 3 已撤銷 · 4 撤銷未確認 · 5 核對中 · 6 不是本機的紀錄（look）· 1 出錯
refund：0 已退款 · 2 沒有退款 · 4 尚未有結果；reversals、journal restore：4 還有未完成的；其他指令：0 完成 · 1 出錯`,
  en: `Usage: till <verb> [options] [--profile FOLDER-OR-NAME] [--json]
  sale --amount 12.80 [--code D | waits for the scanner] [--order ID] [--printer tcp:HOST:PORT|file:PATH]
       [--different-customer] [--training-customer]   same order, another customer; a simulated customer's code
  inquire ID                          asks again about a payment
  look NUMBER                         truth desk: what became of it, and what to say to the customer
  reversals list                      what is not settled yet
  reversals replay [--for SECONDS=180]
  reversals send ID                   sends one of them now
  reversals keep ID --by NAME --why TEXT
  reversals close ID --by NAME --why TEXT --evidence TEXT   what the gateway will not confirm, on evidence
  history [NUMBER] [--amount 12.80 [--to-amount 20]] [--from DAY] [--to DAY] [--state S] [--most N=20]   old payments
  reversals export --out FILE [--show open|ended|closed] [--from DAY] [--to DAY]   as CSV
  refund ID --amount 5.00 [--why TEXT]
  prints [list | answer ID yes|no | again ID | drop ID]   papers: did it come out, print again, not needed
  drawer open --by NAME --why TEXT | drawer log    opens the cash drawer by hand; who did
  bundle [ID] [--out DIR]             for Alipay support: of one payment, or of the whole till
  articles [list]                     the shop's articles
  articles import FILE [--check] [--take-good] [--encoding E]   brings in a CSV list, tells its bad rows
  audit                               journal against the simulated gateway
  journal verify                      hash chain, and every payment against its rows, archives included
  journal archive                     moves payments settled 90 days ago to a file per year
  journal backup [--to FOLDER]        copies the journal while sales go on
  journal restore --from FILE --by NAME --why TEXT  put a backup in the place of a lost journal
  devices                             what is plugged in and what we would do with it
  receipt --sample --paper 58|80 --lang L --png F --bytes F [--printer-profile P]
  help code [CODE] [--lang L]         what a result code of Alipay means and what to tell the customer
  simulator --port N [--write-profile DIR] [--no-mock-amounts] [--ledger FILE]
Exit of sale, inquire and look: 0 paid, 2 not charged, 3 reversed, 4 reversal pending, 5 checking, 1 error;
look: 6 = this till has no record of it; refund: 0 refunded, 2 not refunded, 4 no result yet;
reversals and journal restore: 4 = something is still open; every other verb: 0 done, 1 error`,
};

/** What `till help code` says besides the tables of results and states. */
export interface CodeHelpWords {
  /** Over what is so in each state of a refund; those of a payment are in `states.ts`. */
  readonly refunds: Readonly<Record<RefundContext, string>>;
  /** Behind the list of codes. */
  readonly ask: string;
}

export const codeHelpWords: InEveryLanguage<CodeHelpWords> = {
  'zh-CN': {
    refunds: { refund_open: '退款还没有结果', refund_done: '已退款', refund_refused: '没有退款' },
    ask: '用 till help code 加结果码，查看对顾客怎么说、钱在哪里、联系谁。',
  },
  en: {
    refunds: { refund_open: 'Refund: no result yet', refund_done: 'Refunded', refund_refused: 'Not refunded' },
    ask: 'till help code CODE says what to tell the customer, where the money is and who to call.',
  },
  'zh-HK': {
    refunds: { refund_open: '退款尚未有結果', refund_done: '已退款', refund_refused: '沒有退款' },
    ask: '輸入 till help code 加結果代碼，查看怎樣向顧客說明、錢在哪裏、聯絡誰。',
  },
};
