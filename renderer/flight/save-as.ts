import { pagePortName } from '../../main/contract/page-door.ts';

/** Offers a text as a file to be saved, the way a browser does. */

/** Electron's window refuses every download: its page has no business on the disk. */
export function mayDownload(): boolean {
  return Reflect.get(window, pagePortName) === undefined;
}

export function saveAs(name: string, text: string): void {
  const type = name.endsWith('.html') ? 'text/html' : 'application/json';
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the file with the click.
  URL.revokeObjectURL(address);
}
