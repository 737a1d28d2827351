import type { Stage } from './stage.ts';

/**
 * What a process of a workload does with the profile's folder, the same for the same seed. Everything it tells the
 * world – a commit that returned, a message that leaves – it also tells the trace. Each act is loaded by itself:
 * many processes are started, and a world takes long to load.
 */
export const acts = {
  serve: async () => (await import('./serve.ts')).serve,
  world: async () => (await import('./worlds.ts')).world,
  archive: async () => (await import('./archive.ts')).archive,
  longWorld: async () => (await import('./worlds.ts')).longWorld,
} as const satisfies Readonly<Record<string, () => Promise<(stage: Stage) => void>>>;

export type Act = keyof typeof acts;
