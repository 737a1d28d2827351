import { useEffect, useState } from 'react';
import { openSounds, type Sounds } from '../sounds.ts';

/** An audio of its own: it is heard when somebody listens, whatever the till has to say. */
export function useSounds(): Sounds | null {
  const [sounds, setSounds] = useState<Sounds | null>(null);
  useEffect(() => {
    const opened = openSounds();
    setSounds(opened);
    return () => opened.close();
  }, []);
  return sounds;
}
