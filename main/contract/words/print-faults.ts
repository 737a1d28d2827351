import type { InEveryLanguage } from './language.ts';

/** What the print queue itself has to say of a paper that is not out. The names are those of `core/print-job.ts`. */
export type PrintFault =
  | 'print_too_old'
  | 'print_line_full'
  | 'print_dropped'
  | 'print_interrupted'
  | 'print_restored'
  | 'print_not_out';

export const printFaultWords: InEveryLanguage<Readonly<Record<PrintFault, string>>> = {
  'zh-CN': {
    print_too_old: '等了 10 分钟还没有打印。付款结果不变，需要单据请再打印一次。',
    print_line_full: '等待打印的单据太多，这张没有排队。请先检查打印机，再打印一次。',
    print_dropped: '有人取消了这张单据。需要时请在这笔付款上补打。',
    print_interrupted: '打印时终端停了，不知道单据有没有出来。',
    print_restored: '账本是用备份恢复的，这张单据可能已经打印过。需要时请打印副本。',
    print_not_out: '有人看过，单据没有完整出来；已另打一张副本。',
  },
  en: {
    print_too_old: 'It waited 10 minutes and was not printed. The payment is not affected; print it again if needed.',
    print_line_full: 'Too many papers are waiting, so this one was not queued. Check the printer, then print again.',
    print_dropped: 'Somebody gave this paper up. Print a copy from its payment if it is needed.',
    print_interrupted: 'The till stopped while it was printing. Look at the printer to see whether it came out.',
    print_restored: 'The journal was restored from a backup; this paper may be out already. Print a copy if needed.',
    print_not_out: 'Somebody looked and it had not come out whole; a copy was printed instead.',
  },
  'zh-HK': {
    print_too_old: '等了 10 分鐘還沒有打印。付款結果不變，需要單據請再打印一次。',
    print_line_full: '等待打印的單據太多，這張沒有排隊。請先檢查打印機，再打印一次。',
    print_dropped: '有人取消了這張單據。需要時請在這筆付款上補印。',
    print_interrupted: '打印時終端機停了，不知道單據有沒有出來。',
    print_restored: '帳簿是用備份還原的，這張單據可能已經打印過。需要時請打印副本。',
    print_not_out: '有人看過，單據沒有完整出來；已另印一張副本。',
  },
};
