import type { InEveryLanguage } from './language.ts';

/** `till --help`: every verb with its options, and what the exit codes mean. */
export const helpWords: InEveryLanguage<string> = {
  'zh-CN': `用法：till <命令> [选项] [--profile 文件夹或名称] [--json]
  sale --amount 12.80 [--code 码 | 等待扫码] [--order 单号] [--printer tcp:主机:端口|file:文件] [--different-customer]
  inquire 单号                        再查询一笔付款
  reversals list                      列出未完的撤销
  reversals replay [--for 秒数=180]   继续撤销，直到没有未完的
  reversals keep 单号 --by 姓名 --why 原因
  reversals close 单号 --by 姓名 --why 原因 --evidence 凭据   凭证据关闭支付宝不确认的撤销
  history [单号] [--amount 12.80 [--to-amount 20]] [--from 日期] [--to 日期] [--state 状态] [--most 笔数=20]   查历史付款
  refund 单号 --amount 5.00 [--why 原因]
  prints [list | answer 编号 yes|no | again 编号 | drop 编号]   单据：列出、出来没有、再打印、不用了
  drawer open --by 姓名 --why 原因 | drawer log    打开钱箱；谁打开过
  audit                               与模拟网关对账
  journal verify                      检查账本和全部存档，并合计
  journal archive                     把 90 天前结清的付款移到按年的存档
  journal backup [--to 文件夹]        备份账本，不停收款
  journal restore --from 文件 --by 姓名 --why 原因  用备份恢复账本
  devices                             列出接上的设备，以及可以怎样使用
  receipt --sample --paper 58|80 --lang 语言 --png 文件 --bytes 文件
  simulator --port 端口 [--write-profile 文件夹] [--no-mock-amounts] [--ledger 文件]
退出码（sale、inquire）：0 已付 · 2 未扣款 · 3 已撤销 · 4 撤销未确认 · 5 核对中 · 1 出错`,
  'zh-HK': `用法：till <指令> [選項] [--profile 資料夾或名稱] [--json]
  sale --amount 12.80 [--code 碼 | 等待掃碼] [--order 單號] [--printer tcp:主機:埠|file:檔案] [--different-customer]
  inquire 編號                        再查詢一筆付款
  reversals list                      列出未完成的撤銷
  reversals replay [--for 秒數=180]   繼續撤銷，直至全部完成
  reversals keep 編號 --by 姓名 --why 原因
  reversals close 編號 --by 姓名 --why 原因 --evidence 證據   憑證據結束支付寶未確認的撤銷
  history [編號] [--amount 12.80 [--to-amount 20]] [--from 日期] [--to 日期] [--state 狀態] [--most 筆數=20]   查過往付款
  refund 編號 --amount 5.00 [--why 原因]
  prints [list | answer 號碼 yes|no | again 號碼 | drop 號碼]   單據：列出、是否印好、再打印、不用了
  drawer open --by 姓名 --why 原因 | drawer log    打開錢箱；誰打開過
  audit                               與模擬網關對帳
  journal verify                      檢查帳簿及全部封存檔，並作合計
  journal archive                     把 90 天前結清的付款移到按年份的封存檔
  journal backup [--to 資料夾]        備份帳簿，毋須停止收款
  journal restore --from 檔案 --by 姓名 --why 原因  用備份還原帳簿
  devices                             列出已接上的裝置，以及可以怎樣使用
  receipt --sample --paper 58|80 --lang 語言 --png 檔案 --bytes 檔案
  simulator --port 埠 [--write-profile 資料夾] [--no-mock-amounts] [--ledger 檔案]
結束代碼（sale、inquire）：0 已付 · 2 未扣款 · 3 已撤銷 · 4 撤銷未確認 · 5 核對中 · 1 出錯`,
  en: `Usage: till <verb> [options] [--profile FOLDER-OR-NAME] [--json]
  sale --amount 12.80 [--code D | waits for the scanner] [--order ID] [--printer tcp:HOST:PORT|file:PATH]
       [--different-customer]
  inquire ID                          asks again about a payment
  reversals list                      what is not settled yet
  reversals replay [--for SECONDS=180]
  reversals keep ID --by NAME --why TEXT
  reversals close ID --by NAME --why TEXT --evidence TEXT   what the gateway will not confirm, on evidence
  history [NUMBER] [--amount 12.80 [--to-amount 20]] [--from DAY] [--to DAY] [--state S] [--most N=20]   old payments
  refund ID --amount 5.00 [--why TEXT]
  prints [list | answer ID yes|no | again ID | drop ID]   papers: did it come out, print again, not needed
  drawer open --by NAME --why TEXT | drawer log    opens the cash drawer by hand; who did
  audit                               journal against the simulated gateway
  journal verify                      hash chain, and every payment against its rows, archives included
  journal archive                     moves payments settled 90 days ago to a file per year
  journal backup [--to FOLDER]        copies the journal while sales go on
  journal restore --from FILE --by NAME --why TEXT  put a backup in the place of a lost journal
  devices                             what is plugged in and what we would do with it
  receipt --sample --paper 58|80 --lang L --png F --bytes F
  simulator --port N [--write-profile DIR] [--no-mock-amounts] [--ledger FILE]
Exit of sale and inquire: 0 paid, 2 not charged, 3 reversed, 4 reversal pending, 5 checking, 1 error`,
};
