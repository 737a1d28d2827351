import type { InEveryLanguage, Language } from './language.ts';

/**
 * What the command line says beyond the shared tables: states come from `states.ts`, results from `result-codes.ts`,
 * refusals from `refusals.ts`. A text is a function only where a fact must stand in it; facts arrive ready to show.
 */

export interface TillWords {
  /** First line of a verb's answer. */
  readonly headings: Readonly<Record<Verb, string>>;
  /** Names of the facts a verb prints. */
  readonly labels: Readonly<Record<Label, string>>;
  /** Printed with everything that happens in a training profile. */
  readonly trainingBanner: string;
  readonly sale: {
    /** `amount` with its currency, `12.80 CNY`. */
    readonly readyToScan: (facts: { amount: string }) => string;
    readonly scanned: string;
    /** `inquiry` counts from 1. */
    readonly waiting: (facts: { inquiry: number; inquiries: number }) => string;
    readonly checking: (facts: { inquiry: number; inquiries: number }) => string;
    readonly reversing: string;
    readonly cancelAgain: (facts: { cancel: number }) => string;
    /** Ctrl-C before a code was scanned. */
    readonly stoppedBeforeScan: string;
    /** First Ctrl-C while a payment is open. */
    readonly stopping: string;
    /** Second Ctrl-C. */
    readonly leaving: string;
    /** `--training-customer` with a live profile. */
    readonly trainingOnly: string;
    readonly noTrainingCustomer: (facts: { url: string; why: string }) => string;
  };
  readonly recovery: {
    readonly found: (facts: { payments: number }) => string;
    readonly reversalsLeft: (facts: { reversals: number }) => string;
    readonly nothingLeft: string;
  };
  readonly inquire: {
    readonly asking: (facts: { id: string }) => string;
    readonly noAnswer: string;
  };
  readonly reversals: {
    readonly none: string;
    readonly open: (facts: { reversals: number }) => string;
    readonly replaying: (facts: { reversals: number; seconds: number }) => string;
    readonly oneDone: (facts: { id: string }) => string;
    readonly allDone: string;
    readonly stillOpen: (facts: { reversals: number }) => string;
    readonly kept: (facts: { id: string; name: string }) => string;
    /** A person closed it on evidence. */
    readonly closed: (facts: { id: string; name: string }) => string;
    readonly confirmedLater: string;
    /** Now and then while there are too many to name each. */
    readonly left: (facts: { reversals: number }) => string;
    readonly notListed: (facts: { reversals: number }) => string;
  };
  /** A terminal over what was salvaged of a lost journal. */
  readonly rescue: {
    /** Ids of which no more could be read; they follow. */
    readonly unreadable: (facts: { payments: number }) => string;
    /** Nothing salvaged is open; the journal is lost all the same. */
    readonly nothingOpen: string;
    /** What the gateway said; the journal cannot keep it. */
    readonly said: Readonly<Record<Said, (facts: { id: string }) => string>>;
  };
  readonly refund: {
    readonly sending: (facts: { amount: string; id: string }) => string;
    readonly done: (facts: { amount: string }) => string;
    readonly refused: string;
    readonly pending: string;
  };
  readonly audit: {
    readonly clean: (facts: { payments: number }) => string;
    readonly notClean: (facts: { findings: number }) => string;
    readonly unreachable: (facts: { url: string; why: string }) => string;
    readonly trainingOnly: string;
  };
  readonly journal: {
    readonly verifying: (facts: { row: number; rows: number }) => string;
    /** `payments` added up so far. */
    readonly adding: (facts: { payments: number }) => string;
    readonly verified: (facts: { rows: number; payments: number }) => string;
    /** `amount` before refunds, with its currency, of `payments` payments. */
    readonly taken: (facts: { payments: number; amount: string }) => string;
    readonly returned: (facts: { number: number; amount: string }) => string;
    readonly broken: (facts: { problems: number }) => string;
  };
  /** Payments of old years, and the files that hold them. */
  readonly archive: {
    readonly moved: (facts: { payments: number; rows: number }) => string;
    readonly nothing: string;
    /** `payments` moved so far. */
    readonly moving: (facts: { payments: number }) => string;
    readonly stopped: (facts: { why: string }) => string;
  };
  readonly backup: {
    readonly made: (facts: { file: string; rows: number }) => string;
    readonly failed: Readonly<
      Record<
        'busy' | 'unequal' | 'read_only' | 'disk_full' | 'unreadable',
        (facts: { folder: string; why: string }) => string
      >
    >;
  };
  readonly restore: {
    /** `added`: rows that the lost file has added to the one that was put in place. */
    readonly done: (facts: { file: string; rows: number; added: number }) => string;
    /** Of the cash drawer. */
    readonly openings: (facts: { openings: number }) => string;
    /** Where the lost files are now. */
    readonly aside: (facts: { file: string }) => string;
    /** Rows that the lost journal had written and that are read nowhere. */
    readonly missing: (facts: { rows: number }) => string;
    /** Open reversals that go on from a salvaged state; the ids follow. */
    readonly resumed: (facts: { payments: number }) => string;
    /** The ids follow. */
    readonly reconcile: (facts: { payments: number }) => string;
    /** An archive that could not be read. */
    readonly away: (facts: { file: string }) => string;
    /** An archive goes on further than the journal would: nothing was done. */
    readonly fork: (facts: { file: string; why: string }) => string;
  };
  readonly receipt: {
    readonly written: (facts: { file: string }) => string;
    /** `takes`: widths in millimetres. */
    readonly otherPaper: (facts: { profile: string; paper: string; takes: string }) => string;
    readonly printed: string;
    /** It is in the queue, and nobody needs to ask for it again. */
    readonly waiting: string;
    /** The printer took nothing. Like the two beside it, what is so with the printer follows. */
    readonly failed: string;
    /** Some bytes left; nobody knows how much is on paper. */
    readonly unclear: string;
    /** `--printer` beside a running till. */
    readonly besideTill: string;
  };
  readonly simulator: {
    readonly ready: (facts: { url: string }) => string;
    readonly profileWritten: (facts: { folder: string }) => string;
    readonly stopped: string;
  };
  /** The journal's file. */
  readonly storage: {
    readonly locked: (facts: { file: string }) => string;
    /** `version` of the file's schema, `known` the newest this program reads. */
    readonly newer: (facts: { file: string; version: number; known: number }) => string;
    readonly damaged: (facts: { file: string; why: string }) => string;
    readonly gone: (facts: { file: string }) => string;
    /** It lacks rows that this terminal has written. */
    readonly outdated: (facts: { file: string }) => string;
    readonly readOnly: (facts: { file: string }) => string;
    readonly diskFull: (facts: { file: string }) => string;
    readonly rescue: (facts: { file: string }) => string;
  };
  /** `config.json` and the key files. `path` names a field, `merchant.store.storeMCC`. */
  readonly config: {
    readonly missing: (facts: { file: string }) => string;
    readonly unreadable: (facts: { file: string; why: string }) => string;
    readonly halfWritten: (facts: { file: string }) => string;
    readonly notJson: (facts: { file: string; why: string }) => string;
    readonly unknownField: (facts: { file: string; path: string }) => string;
    readonly missingField: (facts: { file: string; path: string }) => string;
    readonly wrongField: (facts: { file: string; path: string; why: string }) => string;
    readonly liveWithHttp: (facts: { url: string }) => string;
    readonly trainingWithPublicHost: (facts: { host: string }) => string;
    readonly keyUnreadable: (facts: { file: string; why: string }) => string;
    /** `why` is the system's word, EACCES. */
    readonly logUnwritable: (facts: { folder: string; why: string }) => string;
    /** A new profile could not be made. */
    readonly profileUnwritable: (facts: { folder: string; why: string }) => string;
  };
  /** How a verb was called. */
  readonly call: {
    readonly unknownVerb: (facts: { verb: string }) => string;
    readonly unknownOption: (facts: { option: string }) => string;
    readonly missingOption: (facts: { option: string }) => string;
    /** `takes`: what may stand there, where it is a short list or a form. */
    readonly wrongOption: (facts: { option: string; value: string; takes?: string }) => string;
    /** A file or folder of the command line that cannot be used. */
    readonly file: (facts: { file: string; why: string }) => string;
  };
}

export type Said = 'charged' | 'not_charged' | 'returned' | 'unclear';

export type Verb =
  | 'sale'
  | 'inquire'
  | 'reversals'
  | 'refund'
  | 'audit'
  | 'journal'
  | 'receipt'
  | 'devices'
  | 'simulator';

export type Label =
  | 'status'
  | 'amount'
  | 'orderId'
  | 'paymentRequestId'
  | 'paymentId'
  | 'paymentTime'
  | 'refundRequestId'
  | 'refundId'
  | 'inquiries'
  | 'cancels'
  | 'elapsed'
  | 'age'
  | 'nextTry'
  | 'lastAnswer'
  | 'closedBy'
  | 'closedWhy'
  | 'evidence';

/** `1 payment`, `2 payments`. */
function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

/** What the system's words about a file mean. */
const fileFaults: InEveryLanguage<Readonly<Record<string, string>>> = {
  'zh-CN': {
    ENOENT: '没有这个文件或文件夹',
    EISDIR: '这是文件夹，不是文件',
    ENOTDIR: '路径中有一段不是文件夹',
    EACCES: '没有权限',
    EPERM: '没有权限',
    EROFS: '磁盘不能写入',
    ENOSPC: '磁盘已满',
  },
  en: {
    ENOENT: 'there is no such file or folder',
    EISDIR: 'this is a folder, not a file',
    ENOTDIR: 'a part of the path is not a folder',
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the disk cannot be written',
    ENOSPC: 'the disk is full',
  },
  'zh-HK': {
    ENOENT: '沒有這個檔案或資料夾',
    EISDIR: '這是資料夾，不是檔案',
    ENOTDIR: '路徑中有一段不是資料夾',
    EACCES: '沒有權限',
    EPERM: '沒有權限',
    EROFS: '磁碟不能寫入',
    ENOSPC: '磁碟已滿',
  },
};

export const tillWords: InEveryLanguage<TillWords> = {
  'zh-CN': {
    headings: {
      sale: '收款',
      inquire: '查询付款',
      reversals: '未完的撤销',
      refund: '退款',
      audit: '对账',
      journal: '账本检查',
      receipt: '单据',
      devices: '设备',
      simulator: '模拟网关',
    },
    labels: {
      status: '状态',
      amount: '金额',
      orderId: '销售单号',
      paymentRequestId: '商家订单号',
      paymentId: '支付宝交易号',
      paymentTime: '付款时间',
      refundRequestId: '商家退款号',
      refundId: '支付宝退款号',
      inquiries: '查询次数',
      cancels: '撤销次数',
      elapsed: '用时',
      age: '已过',
      nextTry: '下次重试',
      lastAnswer: '最近的回答',
      closedBy: '关闭人',
      closedWhy: '关闭原因',
      evidence: '凭据',
    },
    trainingBanner: 'TRAINING 培训模式：不收真钱，所有付款都是模拟的。',
    sale: {
      readyToScan: ({ amount }) => `收款 ${amount}：请扫顾客的付款码。`,
      scanned: '已扫付款码，正在收款，请勿重复收款。',
      waiting: ({ inquiry, inquiries }) => `等待顾客确认，请顾客看手机（第 ${inquiry}/${inquiries} 次查询）。`,
      checking: ({ inquiry, inquiries }) => `结果未知，正在核对，请勿重复收款（第 ${inquiry}/${inquiries} 次查询）。`,
      reversing: '正在撤销，撤销完成前请勿重复收款。',
      cancelAgain: ({ cancel }) => `撤销还没有确认，正在重试（第 ${cancel} 次），请勿重复收款。`,
      stoppedBeforeScan: '扫码前已停止，未扣款。',
      stopping: '正在请支付宝撤销，请勿重复收款。再按一次离开：账本会记住，下次启动继续处理。',
      trainingOnly: '只有培训模式才有模拟顾客，没有开始收款。请扫顾客的付款码。',
      noTrainingCustomer: ({ url, why }) => `模拟顾客没有出示付款码：连不上 ${url}（${why}）。请先启动模拟网关。`,
      leaving: '正在离开，结果还没有确认，请勿重复收款。账本已记下这笔付款，下次启动继续处理。',
    },
    recovery: {
      found: ({ payments }) => `上次留下 ${payments} 笔未完的付款，正在逐笔核对，请勿重复收款。`,
      reversalsLeft: ({ reversals }) => `还有 ${reversals} 笔撤销没有确认。请运行 till reversals replay 继续撤销。`,
      nothingLeft: '没有未完的付款。',
    },
    inquire: {
      asking: ({ id }) => `正在向支付宝查询 ${id}。`,
      noAnswer: '支付宝没有回答，下面是账本里的状态。请稍后再查询，请勿重复收款。',
    },
    reversals: {
      none: '没有未完的撤销。',
      open: ({ reversals }) => `${reversals} 笔撤销还没有确认，请勿重复收款。`,
      replaying: ({ reversals, seconds }) => `正在重试 ${reversals} 笔撤销，最多 ${seconds} 秒。`,
      oneDone: ({ id }) => `已撤销 ${id}。`,
      allDone: '撤销已全部完成。',
      stillOpen: ({ reversals }) => `时间到，还有 ${reversals} 笔撤销没有确认。账本会记住，请稍后再运行。`,
      kept: ({ id, name }) => `${id} 已由 ${name} 选择保留收款，不再退回。`,
      closed: ({ id, name }) => `${id} 的撤销已由 ${name} 凭证据关闭，不再重试。`,
      confirmedLater: '支付宝后来确认了这笔撤销。',
      left: ({ reversals }) => `还有 ${reversals} 笔，正在继续，请勿重复收款。`,
      notListed: ({ reversals }) => `另有 ${reversals} 笔没有列出。`,
    },
    rescue: {
      unreadable: ({ payments }) => `另有 ${payments} 笔付款只读得到号码，状态不明，请勿重复收款，请向支付宝逐笔核对。`,
      nothingOpen: '读得到的付款里没有未完的撤销；账本仍然打不开，读不到的付款请用对账单核对。',
      said: {
        charged: ({ id }) => `支付宝回答：${id} 已扣款。账本记不下，请勿重复收款，恢复账本后再查询。`,
        not_charged: ({ id }) => `支付宝回答：${id} 没有扣款。账本记不下，恢复账本后再查询。`,
        returned: ({ id }) => `支付宝回答：${id} 已撤销，钱已退回顾客。账本记不下，恢复账本后会再确认一次。`,
        unclear: ({ id }) => `支付宝对 ${id} 没有明确的回答，请勿重复收款，请稍后再查询。`,
      },
    },
    refund: {
      sending: ({ amount, id }) => `正在退款 ${amount}，付款 ${id}。`,
      done: ({ amount }) => `已退款 ${amount}，退回顾客的钱包。`,
      refused: '退款被拒绝，这笔钱还没有退给顾客。原因如下。',
      pending: '退款还没有确认，系统会继续重试，请勿重复退款。60 秒后仍未确认，请联系支付宝技术支持。',
    },
    audit: {
      clean: ({ payments }) => `对账无误：${payments} 笔付款，账本与网关一致。`,
      notClean: ({ findings }) => `对账不符：发现 ${findings} 处不一致，列在下面。查清之前请勿重复收款。`,
      unreachable: ({ url, why }) => `对账没有完成：连不上 ${url}（${why}）。请先启动模拟网关。`,
      trainingOnly: '只有培训配置能对账：正式网关没有这个入口。请用对账单核对。',
    },
    journal: {
      verifying: ({ row, rows }) => `正在检查第 ${row}/${rows} 行。`,
      adding: ({ payments }) => `已核对 ${payments} 笔付款。`,
      verified: ({ rows, payments }) => `账本完整：${rows} 行，${payments} 笔付款。`,
      taken: ({ payments, amount }) => `已收款 ${payments} 笔，共 ${amount}。`,
      returned: ({ number, amount }) => `已退款 ${number} 笔，共 ${amount}。`,
      broken: ({ problems }) => `账本有 ${problems} 处不对，列在下面。请保留文件，请勿继续收款。`,
    },
    archive: {
      moved: ({ payments, rows }) => `${payments} 笔已结清的旧付款（${rows} 行）已移到按年的存档，照样可以查询和退款。`,
      nothing: '没有可以存档的付款：结清满 90 天才移动。账本没有改动。',
      moving: ({ payments }) => `已移动 ${payments} 笔付款。`,
      stopped: ({ why }) => `存档没有完成（${why}）。没有丢失任何付款，下次会接着做。`,
    },
    backup: {
      made: ({ file, rows }) => `备份已写入 ${file}，共 ${rows} 行，已读回核对。`,
      failed: {
        busy: ({ folder, why }) => `没有备份到 ${folder}：另一份备份正在进行（${why}）。请等它完成。`,
        unequal: ({ folder, why }) => `${folder} 里的新备份与账本不符，已放弃（${why}）。账本没有改动，请再试一次。`,
        read_only: ({ folder, why }) => `备份没有写成：${folder} 不能写入（${why}）。账本没有改动，请检查权限。`,
        disk_full: ({ folder, why }) => `备份没有写成：${folder} 的磁盘已满（${why}）。账本没有改动，请腾出空间。`,
        unreadable: ({ folder, why }) => `备份没有写成：${folder}（${why}）。账本没有改动，请检查文件夹。`,
      },
    },
    restore: {
      done: ({ file, rows, added }) =>
        `账本已从 ${file} 恢复：${rows} 行，其中 ${added} 行取自损坏的账本。可以重新启动。`,
      openings: ({ openings }) => `另有 ${openings} 条开钱箱记录取自损坏的账本。`,
      aside: ({ file }) => `原来的文件没有删除，已改名为 ${file}。`,
      missing: ({ rows }) => `原账本最后的 ${rows} 行哪里都读不到。钱可能已经收了或退了，请把最近的付款与对账单核对。`,
      resumed: ({ payments }) => `${payments} 笔未完成的撤销按抢救出的状态写回账本，启动后继续撤销。请用对账单核对。`,
      reconcile: ({ payments }) => `还有 ${payments} 笔付款比恢复的账本新，请勿重复收款，请用对账单逐笔核对。`,
      away: ({ file }) => `存档 ${file} 不见了或读不了，里面的付款没有检查。请把存档放回原处。`,
      fork: ({ file, why }) => `没有恢复：${file} 比存档还旧（${why}），原来的文件没有动。请换一份较新的备份。`,
    },
    receipt: {
      written: ({ file }) => `单据已写入 ${file}。`,
      otherPaper: ({ profile, paper, takes }) =>
        `打印机型号 ${profile} 不用 ${paper} 毫米的纸，什么也没有写。请用 --paper ${takes}。`,
      printed: '单据已送到打印机。',
      waiting: '单据还没有打印，终端运行时 10 分钟内会自动再打，请先不要补打。',
      failed: '单据没有打印。付款结果不变，请稍后补打。',
      unclear: '单据可能没有打印完整。付款结果不变，请查看后再决定是否补打。',
      besideTill: '本终端正在运行，单据由它自己的打印机打印，--printer 不起作用。',
    },
    simulator: {
      ready: ({ url }) => `模拟网关已启动：${url}。不收真钱，按 Ctrl-C 停止。`,
      profileWritten: ({ folder }) => `培训配置已写入 ${folder}。`,
      stopped: '模拟网关已停止。',
    },
    storage: {
      locked: ({ file }) =>
        `另一个程序正在使用账本 ${file}，多半是已经打开的 Truetill，没有开始收款。请用那一个，或先关闭它。`,
      newer: ({ file, version, known }) =>
        `账本 ${file} 来自更新的版本（${version}，本程序只认到 ${known}），没有开始收款。请更新本程序。`,
      damaged: ({ file, why }) => `账本 ${file} 已损坏（${why}），暂停收款。请保留文件，联系负责安装本终端的人员。`,
      gone: ({ file }) => `账本 ${file} 不见了，它的附属文件还在，暂停收款。请把文件放回原处，或用备份恢复。`,
      outdated: ({ file }) => `账本 ${file} 缺少本终端已经写入的记录，可能是旧的副本，暂停收款。请放回原来的文件。`,
      readOnly: ({ file }) => `账本 ${file} 不能写入，没有开始收款。请检查文件和文件夹的权限。`,
      diskFull: ({ file }) => `磁盘已满，账本 ${file} 写不进去，暂停收款。请腾出空间，再重新启动。`,
      rescue: ({ file }) => `账本 ${file} 打不开，已进入救援模式：不收款，只显示读得到的号码并继续撤销。`,
    },
    config: {
      missing: ({ file }) => `找不到配置 ${file}，没有开始收款。请检查 --profile，或先建立配置。`,
      unreadable: ({ file, why }) => `读不了配置 ${file}（${why}），没有开始收款。请检查文件权限。`,
      halfWritten: ({ file }) => `配置 ${file} 只写了一半，没有开始收款。请恢复完整的文件。`,
      notJson: ({ file, why }) => `配置 ${file} 的格式不对（${why}），没有开始收款。请改正。`,
      unknownField: ({ file, path }) => `配置 ${file} 里有不认识的字段 ${path}，没有开始收款。请改正或删除。`,
      missingField: ({ file, path }) => `配置 ${file} 缺少字段 ${path}，没有开始收款。请补上。`,
      wrongField: ({ file, path, why }) => `配置 ${file} 的字段 ${path} 不对（${why}），没有开始收款。请改正。`,
      liveWithHttp: ({ url }) => `正式模式只能用 https，gateway.url 却是 ${url}，没有开始收款。请改正。`,
      trainingWithPublicHost: ({ host }) => `培训模式只能连本机，gateway.url 却指向 ${host}，没有开始收款。请改正。`,
      keyUnreadable: ({ file, why }) => `读不了密钥 ${file}（${why}），没有开始收款。请检查文件和权限。`,
      logUnwritable: ({ folder, why }) => `日志 ${folder} 写不进去（${why}），没有开始收款。请检查文件夹权限。`,
      profileUnwritable: ({ folder, why }) => `配置写不进 ${folder}（${why}），没有开始收款。请检查权限，或换文件夹。`,
    },
    call: {
      unknownVerb: ({ verb }) => `没有 ${verb} 这个命令。用 --help 查看所有命令。`,
      unknownOption: ({ option }) => `不认识选项 ${option}，什么也没有做。用 --help 查看选项。`,
      missingOption: ({ option }) => `缺少 ${option}，什么也没有做。用 --help 查看选项。`,
      wrongOption: ({ option, value, takes }) =>
        `${option} 不能是 ${value}，什么也没有做。${takes === undefined ? '请改正。' : `可以写：${takes}。`}`,
      file: ({ file, why }) => `${file}：${why}。什么也没有做，请检查路径和权限。`,
    },
  },
  en: {
    headings: {
      sale: 'Sale',
      inquire: 'Payment inquiry',
      reversals: 'Open reversals',
      refund: 'Refund',
      audit: 'Audit',
      journal: 'Journal check',
      receipt: 'Receipt',
      devices: 'Devices',
      simulator: 'Simulated gateway',
    },
    labels: {
      status: 'Status',
      amount: 'Amount',
      orderId: 'Order',
      paymentRequestId: 'Payment request ID',
      paymentId: 'Alipay payment ID',
      paymentTime: 'Payment time',
      refundRequestId: 'Refund request ID',
      refundId: 'Alipay refund ID',
      inquiries: 'Inquiries',
      cancels: 'Cancels',
      elapsed: 'Elapsed',
      age: 'Age',
      nextTry: 'Next try',
      lastAnswer: 'Last answer',
      closedBy: 'Closed by',
      closedWhy: 'Closed because',
      evidence: 'Evidence',
    },
    trainingBanner: 'TRAINING: no real money is charged, every payment is simulated.',
    sale: {
      readyToScan: ({ amount }) => `${amount}: scan the customer's payment code.`,
      scanned: 'Payment code scanned, charging – do not charge again.',
      waiting: ({ inquiry, inquiries }) =>
        `Waiting for the customer, who may need to enter a PIN (inquiry ${inquiry} of ${inquiries}).`,
      checking: ({ inquiry, inquiries }) =>
        `Result unknown, checking – do not charge again (inquiry ${inquiry} of ${inquiries}).`,
      reversing: 'Reversing – do not charge again until it is done.',
      cancelAgain: ({ cancel }) => `Reversal not confirmed, trying again (cancel ${cancel}) – do not charge again.`,
      stoppedBeforeScan: 'Stopped before the scan; nothing was charged.',
      stopping:
        'Asking the gateway to take it back; press again to leave – the journal keeps it and the next start goes on.',
      trainingOnly: 'Only training mode has a simulated customer; no sale was started. Scan the real one.',
      noTrainingCustomer: ({ url, why }) =>
        `The simulated customer showed no code: no answer from ${url} (${why}). Start the simulator first.`,
      leaving: 'Leaving without a result – do not charge again. The journal keeps it and the next start goes on.',
    },
    recovery: {
      found: ({ payments }) =>
        `${counted(payments, 'payment')} left open by the last run; checking each – do not charge again.`,
      reversalsLeft: ({ reversals }) =>
        `${counted(reversals, 'reversal')} not confirmed. Run till reversals replay to go on.`,
      nothingLeft: 'No payment was left open.',
    },
    inquire: {
      asking: ({ id }) => `Asking Alipay about ${id}.`,
      noAnswer: 'Alipay did not answer; this is what the journal says. Ask again later – do not charge again.',
    },
    reversals: {
      none: 'No reversal is open.',
      open: ({ reversals }) => `${counted(reversals, 'reversal')} not confirmed yet – do not charge again.`,
      replaying: ({ reversals, seconds }) => `Trying ${counted(reversals, 'reversal')} for up to ${seconds} s.`,
      oneDone: ({ id }) => `Reversed ${id}.`,
      allDone: 'All reversals are done.',
      stillOpen: ({ reversals }) =>
        `Time is up; ${counted(reversals, 'reversal')} not confirmed. The journal keeps them; run this again later.`,
      kept: ({ id, name }) => `${id} is kept as a sale by ${name}; it is not returned.`,
      closed: ({ id, name }) => `The reversal of ${id} is closed by ${name} on evidence; it is not tried again.`,
      confirmedLater: 'Alipay confirmed this reversal afterwards.',
      left: ({ reversals }) => `${counted(reversals, 'payment')} left, going on – do not charge again.`,
      notListed: ({ reversals }) => `${counted(reversals, 'payment')} more, not listed.`,
    },
    rescue: {
      unreadable: ({ payments }) =>
        `Of ${counted(payments, 'more payment')} only the id could be read – do not charge again, ask Alipay about each.`,
      nothingOpen: 'No open reversal among what could be read; check the rest against the statement of Alipay.',
      said: {
        charged: ({ id }) => `Alipay says ${id} is charged. It cannot be written down – do not charge again.`,
        not_charged: ({ id }) => `Alipay says ${id} is not charged. It cannot be written down; restore the journal.`,
        returned: ({ id }) => `Alipay says ${id} is cancelled, the money is back. It cannot be written down yet.`,
        unclear: ({ id }) => `Alipay gave no clear answer about ${id} – do not charge again, ask later.`,
      },
    },
    refund: {
      sending: ({ amount, id }) => `Refunding ${amount} of payment ${id}.`,
      done: ({ amount }) => `Refunded ${amount} to the customer's wallet.`,
      refused: 'Refund refused: this money has not gone back to the customer. The reason follows.',
      pending: 'Refund not confirmed; we keep trying – do not refund again. After 60 s call Alipay technical support.',
    },
    audit: {
      clean: ({ payments }) => `Clean: ${counted(payments, 'payment')}, journal and gateway agree.`,
      notClean: ({ findings }) =>
        `Not clean: ${counted(findings, 'finding')} below. Do not charge again until they are cleared up.`,
      unreachable: ({ url, why }) => `Audit not done: no answer from ${url} (${why}). Start the simulator first.`,
      trainingOnly: 'Only a training profile can be audited: a live gateway has no such door. Use its statement.',
    },
    journal: {
      verifying: ({ row, rows }) => `Checking row ${row} of ${rows}.`,
      adding: ({ payments }) => `${counted(payments, 'payment')} added up so far.`,
      verified: ({ rows, payments }) => `Journal intact: ${counted(rows, 'row')}, ${counted(payments, 'payment')}.`,
      taken: ({ payments, amount }) => `Taken: ${counted(payments, 'payment')}, ${amount}.`,
      returned: ({ number, amount }) => `Refunded: ${counted(number, 'refund')}, ${amount}.`,
      broken: ({ problems }) =>
        `The journal does not add up (${counted(problems, 'problem')}, below). Keep the file; take no more sales.`,
    },
    archive: {
      moved: ({ payments, rows }) =>
        `${counted(payments, 'old payment')} (${counted(rows, 'row')}) moved to archives; look-up and refund still work.`,
      nothing: 'Nothing to archive: payments move 90 days after they were settled. The journal is as it was.',
      moving: ({ payments }) => `${counted(payments, 'payment')} moved so far.`,
      stopped: ({ why }) => `Archiving did not finish (${why}). No payment is lost; the next run goes on.`,
    },
    backup: {
      made: ({ file, rows }) => `Backup written to ${file}: ${counted(rows, 'row')}, read back and checked.`,
      failed: {
        busy: ({ folder, why }) => `No backup in ${folder}: another one is being made (${why}). Wait for it.`,
        unequal: ({ folder, why }) =>
          `The new backup in ${folder} differs and was dropped (${why}). The journal is as it was; try again.`,
        read_only: ({ folder, why }) =>
          `No backup: ${folder} cannot be written (${why}). The journal is as it was; check the rights.`,
        disk_full: ({ folder, why }) =>
          `No backup: the disk of ${folder} is full (${why}). The journal is as it was; free space.`,
        unreadable: ({ folder, why }) =>
          `No backup in ${folder} (${why}). The journal is as it was; check the folder, then try again.`,
      },
    },
    restore: {
      done: ({ file, rows, added }) =>
        `Restored from ${file}: ${counted(rows, 'row')}, ${added} of them from the lost journal. Start the till again.`,
      openings: ({ openings }) => `${counted(openings, 'opening')} of the cash drawer came over from the lost journal.`,
      aside: ({ file }) => `Nothing was deleted; the lost files are now ${file}.`,
      missing: ({ rows }) =>
        `The last ${counted(rows, 'row')} of the lost journal could be read nowhere – check the statement of Alipay.`,
      resumed: ({ payments }) =>
        `${counted(payments, 'open reversal')} written back as salvaged, goes on at the start; check the statement.`,
      reconcile: ({ payments }) =>
        `${counted(payments, 'payment')} newer than the restored journal – do not charge again, check the statement.`,
      away: ({ file }) => `Archive ${file} is missing or unreadable; its payments were not checked. Put it back.`,
      fork: ({ file, why }) => `Not restored, nothing was moved: ${file} is too old (${why}). Take a newer backup.`,
    },
    receipt: {
      written: ({ file }) => `Receipt written to ${file}.`,
      otherPaper: ({ profile, paper, takes }) =>
        `The printer profile ${profile} takes no ${paper} mm paper; nothing was written. Use --paper ${takes}.`,
      printed: 'Receipt sent to the printer.',
      waiting: 'The paper waits: a running till prints it by itself for 10 minutes. Do not reprint it before.',
      failed: 'The paper was not printed; the payment is not affected. Reprint it later.',
      unclear: 'The paper may be incomplete; the payment is not affected. Look, then reprint it.',
      besideTill: 'The till is running and prints on its own printer; --printer does nothing here.',
    },
    simulator: {
      ready: ({ url }) => `Simulated gateway at ${url}: no real money. Press Ctrl-C to stop it.`,
      profileWritten: ({ folder }) => `Training profile written to ${folder}.`,
      stopped: 'Simulated gateway stopped.',
    },
    storage: {
      locked: ({ file }) =>
        `Another program uses the journal ${file}; nothing was started. A Truetill that is open already? Use that one.`,
      newer: ({ file, version, known }) =>
        `The journal ${file} is newer (${version}) than this program (${known}); no sale was started. Update it.`,
      damaged: ({ file, why }) =>
        `The journal ${file} is damaged (${why}); no sales. Keep the file, call whoever set up this terminal.`,
      gone: ({ file }) =>
        `The journal ${file} is gone, but not its other files; no sales. Put it back, or restore a backup.`,
      outdated: ({ file }) =>
        `The journal ${file} lacks rows this terminal wrote, perhaps an old copy; no sales. Put the right file back.`,
      readOnly: ({ file }) =>
        `The journal ${file} cannot be written; no sale was started. Check the rights of file and folder.`,
      diskFull: ({ file }) =>
        `The disk is full, ${file} cannot be written; sales are stopped. Free space, then restart.`,
      rescue: ({ file }) =>
        `${file} cannot be opened. Rescue: no sales, we show the ids we can read and go on reversing.`,
    },
    config: {
      missing: ({ file }) => `No configuration at ${file}; no sale was started. Check --profile, or set one up first.`,
      unreadable: ({ file, why }) => `Cannot read ${file} (${why}); no sale was started. Check its rights.`,
      halfWritten: ({ file }) => `${file} ends in the middle; no sale was started. Restore the whole file.`,
      notJson: ({ file, why }) => `${file} has the wrong form (${why}); no sale was started. Correct it.`,
      unknownField: ({ file, path }) =>
        `${file} has an unknown field ${path}; no sale was started. Correct or remove it.`,
      missingField: ({ file, path }) => `${file} lacks the field ${path}; no sale was started. Add it.`,
      wrongField: ({ file, path, why }) => `${file}: ${path} is wrong (${why}); no sale was started. Correct it.`,
      liveWithHttp: ({ url }) => `Live mode needs https, but gateway.url is ${url}; no sale was started. Correct it.`,
      trainingWithPublicHost: ({ host }) =>
        `Training stays on this machine, but gateway.url names ${host}; no sale was started. Correct it.`,
      keyUnreadable: ({ file, why }) =>
        `Cannot read the key ${file} (${why}); no sale was started. Check file and rights.`,
      logUnwritable: ({ folder, why }) =>
        `Cannot write the log in ${folder} (${why}); no sale was started. Check the rights of the profile's folder.`,
      profileUnwritable: ({ folder, why }) =>
        `Cannot write a profile to ${folder} (${why}); no sale was started. Check the rights, or name another folder.`,
    },
    call: {
      unknownVerb: ({ verb }) => `There is no verb ${verb}. --help lists them all.`,
      unknownOption: ({ option }) => `Unknown option ${option}; nothing was done. --help lists the options.`,
      missingOption: ({ option }) => `${option} is missing; nothing was done. --help lists the options.`,
      wrongOption: ({ option, value, takes }) =>
        `${option} cannot be ${value}; nothing was done. ${takes === undefined ? 'Correct it.' : `It takes: ${takes}.`}`,
      file: ({ file, why }) => `${file}: ${why}. Nothing was done; check the path and its rights.`,
    },
  },
  'zh-HK': {
    headings: {
      sale: '收款',
      inquire: '查詢付款',
      reversals: '未完成的撤銷',
      refund: '退款',
      audit: '對帳',
      journal: '帳簿檢查',
      receipt: '單據',
      devices: '裝置',
      simulator: '模擬網關',
    },
    labels: {
      status: '狀態',
      amount: '金額',
      orderId: '銷售單號',
      paymentRequestId: '商戶訂單編號',
      paymentId: '支付寶交易編號',
      paymentTime: '付款時間',
      refundRequestId: '商戶退款編號',
      refundId: '支付寶退款編號',
      inquiries: '查詢次數',
      cancels: '撤銷次數',
      elapsed: '用時',
      age: '已過',
      nextTry: '下次重試',
      lastAnswer: '最近的回覆',
      closedBy: '結案人',
      closedWhy: '結案原因',
      evidence: '證據',
    },
    trainingBanner: 'TRAINING 培訓模式：不收真錢，所有付款都是模擬的。',
    sale: {
      readyToScan: ({ amount }) => `收款 ${amount}：請掃顧客的付款碼。`,
      scanned: '已掃付款碼，正在收款，請勿重複收款。',
      waiting: ({ inquiry, inquiries }) => `等待顧客確認，請顧客看手機（第 ${inquiry}/${inquiries} 次查詢）。`,
      checking: ({ inquiry, inquiries }) => `結果未知，正在核對，請勿重複收款（第 ${inquiry}/${inquiries} 次查詢）。`,
      reversing: '正在撤銷，撤銷完成前請勿重複收款。',
      cancelAgain: ({ cancel }) => `撤銷還沒有確認，正在重試（第 ${cancel} 次），請勿重複收款。`,
      stoppedBeforeScan: '掃碼前已停止，未扣款。',
      stopping: '正在請支付寶撤銷，請勿重複收款。再按一次離開：帳簿會記住，下次啟動繼續處理。',
      trainingOnly: '只有培訓模式才有模擬顧客，沒有開始收款。請掃顧客的付款碼。',
      noTrainingCustomer: ({ url, why }) => `模擬顧客沒有出示付款碼：無法連接 ${url}（${why}）。請先啟動模擬網關。`,
      leaving: '正在離開，結果還沒有確認，請勿重複收款。帳簿已記錄這筆付款，下次啟動繼續處理。',
    },
    recovery: {
      found: ({ payments }) => `上次留下 ${payments} 筆未完成的付款，正在逐筆核對，請勿重複收款。`,
      reversalsLeft: ({ reversals }) => `還有 ${reversals} 筆撤銷沒有確認。請執行 till reversals replay 繼續撤銷。`,
      nothingLeft: '沒有未完成的付款。',
    },
    inquire: {
      asking: ({ id }) => `正在向支付寶查詢 ${id}。`,
      noAnswer: '支付寶沒有回覆，下面是帳簿裏的狀態。請稍後再查詢，請勿重複收款。',
    },
    reversals: {
      none: '沒有未完成的撤銷。',
      open: ({ reversals }) => `${reversals} 筆撤銷還沒有確認，請勿重複收款。`,
      replaying: ({ reversals, seconds }) => `正在重試 ${reversals} 筆撤銷，最多 ${seconds} 秒。`,
      oneDone: ({ id }) => `已撤銷 ${id}。`,
      allDone: '撤銷已全部完成。',
      stillOpen: ({ reversals }) => `時間到，還有 ${reversals} 筆撤銷沒有確認。帳簿會記住，請稍後再執行。`,
      kept: ({ id, name }) => `${id} 已由 ${name} 選擇保留收款，不再退回。`,
      closed: ({ id, name }) => `${id} 的撤銷已由 ${name} 憑證據結束，不再重試。`,
      confirmedLater: '支付寶後來確認了這筆撤銷。',
      left: ({ reversals }) => `還有 ${reversals} 筆，正在繼續，請勿重複收款。`,
      notListed: ({ reversals }) => `另有 ${reversals} 筆沒有列出。`,
    },
    rescue: {
      unreadable: ({ payments }) => `另有 ${payments} 筆付款只讀得到號碼，狀態不明，請勿重複收款，請向支付寶逐筆核對。`,
      nothingOpen: '讀得到的付款裏沒有未完成的撤銷；帳簿仍然無法開啟，讀不到的付款請用對帳單核對。',
      said: {
        charged: ({ id }) => `支付寶回覆：${id} 已扣款。帳簿無法記錄，請勿重複收款，還原帳簿後再查詢。`,
        not_charged: ({ id }) => `支付寶回覆：${id} 沒有扣款。帳簿無法記錄，還原帳簿後再查詢。`,
        returned: ({ id }) => `支付寶回覆：${id} 已撤銷，錢已退回顧客。帳簿無法記錄，還原帳簿後會再確認一次。`,
        unclear: ({ id }) => `支付寶對 ${id} 沒有明確的回覆，請勿重複收款，請稍後再查詢。`,
      },
    },
    refund: {
      sending: ({ amount, id }) => `正在退款 ${amount}，付款 ${id}。`,
      done: ({ amount }) => `已退款 ${amount}，退回顧客的錢包。`,
      refused: '退款被拒絕，這筆錢還沒有退給顧客。原因如下。',
      pending: '退款還沒有確認，系統會繼續重試，請勿重複退款。60 秒後仍未確認，請聯絡支付寶技術支援。',
    },
    audit: {
      clean: ({ payments }) => `對帳無誤：${payments} 筆付款，帳簿與網關一致。`,
      notClean: ({ findings }) => `對帳不符：發現 ${findings} 處不一致，列在下面。查明之前請勿重複收款。`,
      unreachable: ({ url, why }) => `對帳沒有完成：無法連接 ${url}（${why}）。請先啟動模擬網關。`,
      trainingOnly: '只有培訓設定能對帳：正式網關沒有這個入口。請用對帳單核對。',
    },
    journal: {
      verifying: ({ row, rows }) => `正在檢查第 ${row}/${rows} 行。`,
      adding: ({ payments }) => `已核對 ${payments} 筆付款。`,
      verified: ({ rows, payments }) => `帳簿完整：${rows} 行，${payments} 筆付款。`,
      taken: ({ payments, amount }) => `已收款 ${payments} 筆，共 ${amount}。`,
      returned: ({ number, amount }) => `已退款 ${number} 筆，共 ${amount}。`,
      broken: ({ problems }) => `帳簿有 ${problems} 處不正確，列在下面。請保留檔案，請勿繼續收款。`,
    },
    archive: {
      moved: ({ payments, rows }) =>
        `${payments} 筆已結清的舊付款（${rows} 行）已移到按年份的封存檔，照樣可以查詢和退款。`,
      nothing: '沒有可以封存的付款：結清滿 90 天才移動。帳簿沒有改動。',
      moving: ({ payments }) => `已移動 ${payments} 筆付款。`,
      stopped: ({ why }) => `封存沒有完成（${why}）。沒有丟失任何付款，下次會接着做。`,
    },
    backup: {
      made: ({ file, rows }) => `備份已寫入 ${file}，共 ${rows} 行，已讀回核對。`,
      failed: {
        busy: ({ folder, why }) => `沒有備份到 ${folder}：另一份備份正在進行（${why}）。請等它完成。`,
        unequal: ({ folder, why }) => `${folder} 裏的新備份與帳簿不符，已放棄（${why}）。帳簿沒有改動，請再試一次。`,
        read_only: ({ folder, why }) => `備份沒有寫成：${folder} 不能寫入（${why}）。帳簿沒有改動，請檢查權限。`,
        disk_full: ({ folder, why }) => `備份沒有寫成：${folder} 的磁碟已滿（${why}）。帳簿沒有改動，請騰出空間。`,
        unreadable: ({ folder, why }) => `備份沒有寫成：${folder}（${why}）。帳簿沒有改動，請檢查資料夾。`,
      },
    },
    restore: {
      done: ({ file, rows, added }) =>
        `帳簿已從 ${file} 還原：${rows} 行，其中 ${added} 行取自損壞的帳簿。可以重新啟動。`,
      openings: ({ openings }) => `另有 ${openings} 條開錢箱紀錄取自損壞的帳簿。`,
      aside: ({ file }) => `原來的檔案沒有刪除，已改名為 ${file}。`,
      missing: ({ rows }) => `原帳簿最後的 ${rows} 行哪裏都讀不到。錢可能已經收了或退了，請把最近的付款與對帳單核對。`,
      resumed: ({ payments }) => `${payments} 筆未完成的撤銷按搶救出的狀態寫回帳簿，啟動後繼續撤銷。請用對帳單核對。`,
      reconcile: ({ payments }) => `還有 ${payments} 筆付款比還原的帳簿新，請勿重複收款，請用對帳單逐筆核對。`,
      away: ({ file }) => `封存檔 ${file} 不見了或無法讀取，裏面的付款沒有檢查。請把封存檔放回原處。`,
      fork: ({ file, why }) => `沒有還原：${file} 比封存檔還舊（${why}），原來的檔案沒有動。請換一份較新的備份。`,
    },
    receipt: {
      written: ({ file }) => `單據已寫入 ${file}。`,
      otherPaper: ({ profile, paper, takes }) =>
        `打印機型號 ${profile} 不用 ${paper} 毫米的紙，什麼也沒有寫。請用 --paper ${takes}。`,
      printed: '單據已送到打印機。',
      waiting: '單據還沒有打印，終端機運作時 10 分鐘內會自動再印，請先不要補印。',
      failed: '單據沒有打印。付款結果不變，請稍後補印。',
      unclear: '單據可能沒有打印完整。付款結果不變，請查看後再決定是否補印。',
      besideTill: '本終端機正在運作，單據由它自己的打印機打印，--printer 不起作用。',
    },
    simulator: {
      ready: ({ url }) => `模擬網關已啟動：${url}。不收真錢，按 Ctrl-C 停止。`,
      profileWritten: ({ folder }) => `培訓設定已寫入 ${folder}。`,
      stopped: '模擬網關已停止。',
    },
    storage: {
      locked: ({ file }) =>
        `另一個程式正在使用帳簿 ${file}，多半是已開啟的 Truetill，沒有開始收款。請用那一個，或先關閉它。`,
      newer: ({ file, version, known }) =>
        `帳簿 ${file} 來自更新的版本（${version}，本程式只認到 ${known}），沒有開始收款。請更新本程式。`,
      damaged: ({ file, why }) => `帳簿 ${file} 已損壞（${why}），暫停收款。請保留檔案，聯絡負責安裝本終端機的人員。`,
      gone: ({ file }) => `帳簿 ${file} 不見了，它的附屬檔案還在，暫停收款。請把檔案放回原處，或用備份還原。`,
      outdated: ({ file }) => `帳簿 ${file} 缺少本終端機已經寫入的紀錄，可能是舊的副本，暫停收款。請放回原來的檔案。`,
      readOnly: ({ file }) => `帳簿 ${file} 不能寫入，沒有開始收款。請檢查檔案和資料夾的權限。`,
      diskFull: ({ file }) => `磁碟已滿，帳簿 ${file} 無法寫入，暫停收款。請騰出空間，再重新啟動。`,
      rescue: ({ file }) => `帳簿 ${file} 無法開啟，已進入救援模式：不收款，只顯示讀得到的號碼並繼續撤銷。`,
    },
    config: {
      missing: ({ file }) => `找不到設定 ${file}，沒有開始收款。請檢查 --profile，或先建立設定。`,
      unreadable: ({ file, why }) => `無法讀取設定 ${file}（${why}），沒有開始收款。請檢查檔案權限。`,
      halfWritten: ({ file }) => `設定 ${file} 只寫了一半，沒有開始收款。請還原完整的檔案。`,
      notJson: ({ file, why }) => `設定 ${file} 的格式不正確（${why}），沒有開始收款。請改正。`,
      unknownField: ({ file, path }) => `設定 ${file} 裏有不認得的欄位 ${path}，沒有開始收款。請改正或刪除。`,
      missingField: ({ file, path }) => `設定 ${file} 缺少欄位 ${path}，沒有開始收款。請補上。`,
      wrongField: ({ file, path, why }) => `設定 ${file} 的欄位 ${path} 不正確（${why}），沒有開始收款。請改正。`,
      liveWithHttp: ({ url }) => `正式模式只能用 https，gateway.url 卻是 ${url}，沒有開始收款。請改正。`,
      trainingWithPublicHost: ({ host }) => `培訓模式只能連本機，gateway.url 卻指向 ${host}，沒有開始收款。請改正。`,
      keyUnreadable: ({ file, why }) => `無法讀取密鑰 ${file}（${why}），沒有開始收款。請檢查檔案和權限。`,
      logUnwritable: ({ folder, why }) => `紀錄檔 ${folder} 無法寫入（${why}），沒有開始收款。請檢查資料夾權限。`,
      profileUnwritable: ({ folder, why }) =>
        `設定無法寫入 ${folder}（${why}），沒有開始收款。請檢查權限，或換資料夾。`,
    },
    call: {
      unknownVerb: ({ verb }) => `沒有 ${verb} 這個指令。用 --help 查看所有指令。`,
      unknownOption: ({ option }) => `不認得選項 ${option}，什麼也沒有做。用 --help 查看選項。`,
      missingOption: ({ option }) => `缺少 ${option}，什麼也沒有做。用 --help 查看選項。`,
      wrongOption: ({ option, value, takes }) =>
        `${option} 不能是 ${value}，什麼也沒有做。${takes === undefined ? '請改正。' : `可以寫：${takes}。`}`,
      file: ({ file, why }) => `${file}：${why}。什麼也沒有做，請檢查路徑和權限。`,
    },
  },
};

/** A file of the command line that cannot be used. `why`: the system's word, `ENOENT`, shown where we have none. */
export function fileSentence(language: Language, file: string, why: string): string {
  const faults = fileFaults[language];
  return tillWords[language].call.file({ file, why: Object.hasOwn(faults, why) ? (faults[why] ?? why) : why });
}
