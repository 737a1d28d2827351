import { execFile } from 'node:child_process';

/**
 * The names of the print queues of Windows, asked of PowerShell, which every Windows has. Not yet run on Windows: what
 * it is asked and how its answer is read are tested, that it answers so is its documentation's word.
 */

export const spoolerQuestion = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-CimInstance Win32_Printer | ForEach-Object Name',
] as const;

/** A machine whose spooler hangs must not hang the search, milliseconds. */
const answerWithinMs = 5_000;

/** Rejects where PowerShell does not answer. */
export function windowsSpoolerNames(): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const limits = { timeout: answerWithinMs, maxBuffer: 65_536, windowsHide: true };
    execFile('powershell.exe', [...spoolerQuestion], limits, (error, stdout) => {
      if (error === null) resolve(spoolerNamesOf(stdout));
      else reject(error);
    });
  });
}

/** One name a line. */
export function spoolerNamesOf(stdout: string): readonly string[] {
  return stdout
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
