import { describe, test, vi } from 'vitest';
import { cannotPlay, Stage, type Told, type Trouble, troubles } from './trouble.ts';

/** Every row of the table of storage troubles, with whole terminals; the table is printed at the end. */

// They wait more than they work.
vi.setConfig({ maxConcurrency: 3 });

const rows = new Map<string, string>();

describe('storage trouble', () => {
  test.concurrent.for(troubles.map((trouble) => [trouble.name, trouble] as const))(
    '%s',
    { timeout: 90_000 },
    async ([name, trouble], { skip }) => {
      const why = cannotPlay(trouble);
      if (why !== null) return skip(why);
      const { did, screen, after } = await played(trouble);
      rows.set(name, `| ${name} | ${did} | ${screen === '' ? '–' : screen} | ${after} |`);
    },
  );

  test('is told in a table', () => {
    const inOrder = troubles.flatMap(({ name }) => rows.get(name) ?? []);
    console.log(['| trouble | what the terminal did | what the screen said | afterwards |', ...inOrder].join('\n'));
  });
});

async function played(trouble: Trouble): Promise<Told> {
  const stage = await Stage.open(trouble);
  try {
    return await trouble.play(stage);
  } finally {
    await stage.close();
  }
}
