/**
 * What a page and its shell must agree on before the first message: the names of the door. Both shells carry the same
 * envelopes; the browser shell over HTTP, the Electron shell over one channel.
 */

/** Electron: `window[pagePortName]` is a `Port`, put there by the preload. */
export const pagePortName = 'terminalPort';

/** Electron: the one channel between preload and main process, both ways. */
export const doorChannel = 'truetill:door';

/**
 * Browser: server-sent events, one message per event, at `eventsPath?page=ID`; the ID is 32 hexadecimal digits, random
 * and new for each life of a page. The stream opens before anything is posted.
 */
export const eventsPath = '/door/events';

/** Browser: POST of a JSON array of messages, in order, at `messagesPath?page=ID`; 204 when all were taken. */
export const messagesPath = '/door/messages';

/** Longest body of one POST, bytes. */
export const postBytesMax = 65_536;

/**
 * Browser: below it lies everything of the customer's page, its files and its door, which is another one than the
 * till's and opens with another key.
 */
export const customerFolder = '/customer';
