import type { DeviceWords } from '../device-states.ts';

/** How devices are, in English. */

export const deviceWords: DeviceWords = {
  labels: {
    devices: 'Devices',
    setup: 'Set up devices',
    shortSetup: 'Set up',
    scannerCheck: 'Scanner check',
    gateway: 'Alipay',
  },
  devices: { scanner: 'Scanner', printer: 'Printer', drawer: 'Drawer', display: 'Display' },
  states: {
    ready: 'ready',
    attention: 'attention',
    absent: 'not connected',
    refused: 'needs you',
    none: 'not set up',
  },
  sentences: {
    scanner: {
      ready: 'The scanner works.',
      attention: 'The scanner works, and has something to say.',
      absent: 'No scanner is connected. Plug it in; it is used as soon as it is there.',
      refused: 'The scanner cannot be used until somebody acts.',
      none: 'No scanner is set up; one that types like a keyboard works all the same.',
    },
    printer: {
      ready: 'The printer works.',
      attention: 'The printer works, and has something to say.',
      absent: 'The printer cannot be reached. Check power and cable; payments are not affected.',
      refused: 'The printer does not print until somebody acts; payments are not affected.',
      none: 'No printer is set up; nothing is printed, and payments are not affected.',
    },
    drawer: {
      ready: 'The cash drawer works.',
      attention: 'The cash drawer works, and has something to say.',
      absent: 'The cash drawer cannot be reached. Check the cables of printer and drawer.',
      refused: 'The cash drawer does not open until somebody acts.',
      none: 'No cash drawer is set up. It hangs on the printer: set that up, then choose the pin of the drawer.',
    },
    display: {
      ready: 'The customer display works.',
      attention: 'The customer display works, and has something to say.',
      absent: 'The customer display is not connected. Check its power and cable.',
      refused: 'The customer display cannot be used until somebody acts.',
      none: 'No customer display is set up; tell the customer the amount.',
    },
  },
  gateway: {
    unknown: 'Alipay has not been asked yet; the first payment does.',
    reachable: 'Alipay can be reached.',
    unreachable: 'Alipay cannot be reached. Check the network; do not charge again what has no result.',
  },
  gatewayStates: { unknown: 'not asked yet', reachable: 'reachable', unreachable: 'unreachable' },
  papers: {
    printing: { title: 'printing' },
    asked: {
      title: 'look at the receipt',
      sentence: 'Nobody knows whether a receipt came out: look at the printer, then answer the question.',
    },
    waiting: {
      title: 'receipts wait',
      sentence: ({ number }) => `Receipts that wait for the printer: ${number}. They are printed when it is ready.`,
    },
  },
};
