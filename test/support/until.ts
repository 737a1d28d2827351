/** Waiting for something that events bring about: nothing is polled, `changed` says when to look again. */
export interface Watched {
  /** Something may be different now. */
  changed(): void;
  /** Resolves with what `find` finds, as soon as it is not undefined. */
  until<Found>(find: () => Found | undefined): Promise<Found>;
}

export function watched(): Watched {
  let waiting: (() => boolean)[] = [];
  return {
    changed() {
      waiting = waiting.filter((settled) => !settled());
    },
    until: (find) =>
      new Promise((resolve) => {
        const look = (): boolean => {
          const found = find();
          if (found === undefined) return false;
          resolve(found);
          return true;
        };
        if (!look()) waiting.push(look);
      }),
  };
}
