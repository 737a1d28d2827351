import { pagePortName } from '../main/contract/page-door.ts';

/** Saves a text as a file, as a download of the browser that shows the page. It knows no contract. */

/** Electron's window takes no downloads: there the terminal writes the file itself. */
export function mayDownload(): boolean {
  return Reflect.get(window, pagePortName) === undefined;
}

/** Signs of the name that are none of a file's are replaced. */
export function saveFile(name: string, type: string, parts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replaceAll(/[\\/:*?"<>|]/g, '-');
  link.click();
  // The browser has taken hold of the file with the click.
  URL.revokeObjectURL(address);
}
