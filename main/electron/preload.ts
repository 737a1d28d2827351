import { contextBridge, ipcRenderer } from 'electron';
import { doorChannel, pagePortName } from '../contract/page-door.ts';

/**
 * All that the page gets from Electron: a `Port` of two functions over one channel. Runs in the sandbox, beside the
 * page and not in it; messages cross as structured clones, and nothing here reads them.
 */

contextBridge.exposeInMainWorld(pagePortName, {
  send(message: unknown): void {
    ipcRenderer.send(doorChannel, message);
  },
  onMessage(listen: (message: unknown) => void): () => void {
    const heard = (_event: unknown, message: unknown): void => listen(message);
    ipcRenderer.on(doorChannel, heard);
    return () => {
      ipcRenderer.off(doorChannel, heard);
    };
  },
});
