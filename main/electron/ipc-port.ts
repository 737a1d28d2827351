import type { IpcMainEvent, WebContents } from 'electron';
import { doorChannel, postBytesMax } from '../contract/page-door.ts';
import type { Port } from '../contract/port.ts';
import type { Log } from '../core/ports.ts';

/**
 * A `Port` over the one channel between preload and main process. Hears only our own page in the main frame of one
 * window; knows nothing of what the messages say. What is refused is not answered: only a stranger sends it.
 */

/** What of Electron's WebContents a port needs; everything it hears is scoped to it by Electron. */
export type DoorContents = Pick<WebContents, 'ipc' | 'mainFrame' | 'send' | 'isDestroyed' | 'isCrashed'>;

/**
 * `isOurPage` tells by its address whether a document is ours. A message whose JSON is longer than 64 KiB, or that has
 * none, is dropped and logged once per port: the browser shell would refuse it too.
 */
export function ipcPort(contents: DoorContents, isOurPage: (address: string) => boolean, log: Log): Port {
  let saidTooLong = false;
  const isTooLong = (message: unknown): boolean => {
    const bytes = bytesOf(message);
    if (bytes !== null && bytes <= postBytesMax) return false;
    if (!saidTooLong) log.warn('a message of the page was dropped: it is too long or not JSON', { bytes });
    saidTooLong = true;
    return true;
  };
  return {
    send(message) {
      // A dead page has nobody to tell; the one after it says hello and gets whole views.
      if (contents.isDestroyed() || contents.isCrashed()) return;
      contents.send(doorChannel, message);
    },
    onMessage(listen) {
      const heard = (event: IpcMainEvent, message: unknown): void => {
        if (!isFromMainFrame(event, contents, isOurPage) || isTooLong(message)) return;
        listen(message);
      };
      const { ipc } = contents;
      ipc.on(doorChannel, heard);
      return () => {
        ipc.off(doorChannel, heard);
      };
    },
  };
}

/** A frame that navigated away or was closed while its message was on the way is null, or throws when it is read. */
function isFromMainFrame(
  event: IpcMainEvent,
  contents: DoorContents,
  isOurPage: (address: string) => boolean,
): boolean {
  try {
    const frame = event.senderFrame;
    return frame !== null && frame === contents.mainFrame && isOurPage(frame.url);
  } catch {
    return false;
  }
}

/** Length as JSON, bytes; null for what has none, such as a cycle or a bigint, which structured clones may hold. */
function bytesOf(message: unknown): number | null {
  try {
    const json: string | undefined = JSON.stringify(message);
    return json === undefined ? null : Buffer.byteLength(json);
  } catch {
    return null;
  }
}
