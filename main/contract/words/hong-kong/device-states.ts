import type { DeviceWords } from '../device-states.ts';

/** How devices are, in the Chinese of Hong Kong. */

export const deviceWords: DeviceWords = {
  labels: {
    devices: '裝置狀態',
    setup: '裝置設定',
    shortSetup: '設定',
    scannerCheck: '掃碼器檢測',
    gateway: '支付寶',
  },
  devices: { scanner: '掃碼器', printer: '打印機', drawer: '錢箱', display: '顧客螢幕' },
  states: { ready: '就緒', attention: '請留意', absent: '未連接', refused: '需要處理', none: '未設定' },
  sentences: {
    scanner: {
      ready: '掃碼器可以使用。',
      attention: '掃碼器可以使用，請留意提示。',
      absent: '未能連接掃碼器。請插好接線，接上後自動使用。',
      refused: '掃碼器不能使用，請按提示處理。',
      none: '沒有設定掃碼器；鍵盤方式的掃碼器可以直接掃。',
    },
    printer: {
      ready: '打印機可以使用。',
      attention: '打印機可以使用，請留意提示。',
      absent: '無法連接打印機。請檢查電源和接線，付款不受影響。',
      refused: '打印機不能打印，請按提示處理，付款不受影響。',
      none: '沒有設定打印機，單據不打印，付款不受影響。',
    },
    drawer: {
      ready: '錢箱可以使用。',
      attention: '錢箱可以使用，請留意提示。',
      absent: '無法連接錢箱。請檢查打印機和錢箱的接線。',
      refused: '錢箱無法打開，請按提示處理。',
      none: '沒有設定錢箱。錢箱接在打印機上：先設定打印機，再選錢箱針腳。',
    },
    display: {
      ready: '顧客螢幕可以使用。',
      attention: '顧客螢幕可以使用，請留意提示。',
      absent: '未能連接顧客螢幕。請檢查電源和接線。',
      refused: '顧客螢幕不能使用，請按提示處理。',
      none: '沒有設定顧客螢幕，請口頭告訴顧客金額。',
    },
  },
  gateway: {
    unknown: '尚未聯絡支付寶，首次收款時會聯絡。',
    reachable: '已連接支付寶。',
    unreachable: '無法連接支付寶。請檢查網絡；沒有結果的付款請勿重複收款。',
  },
  gatewayStates: { unknown: '尚未聯絡', reachable: '已連接', unreachable: '無法連接' },
  papers: {
    printing: { title: '打印中' },
    asked: { title: '請看單據', sentence: '不知道單據有沒有打印出來，請看打印機，再回答螢幕上的問題。' },
    waiting: { title: '單據在等', sentence: ({ number }) => `有 ${number} 張單據在等打印機，可用時會自動打印。` },
  },
};
