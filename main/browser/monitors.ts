import { execFile } from 'node:child_process';
import type { SeenDisplay } from '../display-choice.ts';

/**
 * The monitors of an X server, as `xrandr` tells them. Where there is no such program, or no such server, none are
 * known: a window then opens where the system puts it.
 */

const answerMaxMs = 2_000;

export function listMonitors(): Promise<readonly SeenDisplay[]> {
  return new Promise((resolve) => {
    execFile('xrandr', ['--listmonitors'], { timeout: answerMaxMs }, (error, said) => {
      resolve(error === null ? monitorsIn(said) : []);
    });
  });
}

/** ` 0: +*eDP-1 1920/344x1080/193+0+0  eDP-1`: the star marks the main one; lengths behind `/` are millimetres. */
const line = /^\s*\d+:\s+\+?(\*?)(\S+)\s+(\d+)\/\d+x(\d+)\/\d+([+-]\d+)([+-]\d+)/gm;

/** Names of connectors that are inside of machines. */
const insideNames = /^(eDP|LVDS|DSI)/i;

export function monitorsIn(said: string): readonly SeenDisplay[] {
  return [...said.matchAll(line)].map(([, star, label = '', width, height, x, y]) => ({
    label,
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
    primary: star === '*',
    internal: insideNames.test(label),
  }));
}
