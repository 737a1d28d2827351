import { describe, test } from 'vitest';
import { cannotPlay, Stage, type Told, type Trouble, troubles } from './trouble.ts';

/** Every row of the table of storage troubles, with whole terminals; the table is printed at the end. */

const rows: string[] = [];

describe('storage trouble', () => {
  test.for(troubles.map((trouble) => [trouble.name, trouble] as const))(
    '%s',
    { timeout: 90_000 },
    async ([name, trouble], { skip }) => {
      const why = cannotPlay(trouble);
      if (why !== null) return skip(why);
      const { did, screen, after } = await played(trouble);
      rows.push(`| ${name} | ${did} | ${screen === '' ? '–' : screen} | ${after} |`);
    },
  );

  test('is told in a table', () => {
    console.log(['| trouble | what the terminal did | what the screen said | afterwards |', ...rows].join('\n'));
  });
});

async function played(trouble: Trouble): Promise<Told> {
  const stage = await Stage.open(trouble.needs === 'disk' ? 'disk' : 'no disk');
  try {
    return await trouble.play(stage);
  } finally {
    await stage.close();
  }
}
