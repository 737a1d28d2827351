import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Desk } from './desk.ts';
import { doorOf } from './port.ts';
import { rememberedLanguage } from './preferences.ts';
import { openTerminal } from './terminal.ts';
import { wantedLanguage } from './till.ts';
import { canSpeak } from './words-later.ts';
import './tokens.css';
import './style.css';
import './screens/till.css';
import './screens/panel.css';
import './screens/dialogs.css';

/** The page begins here: it finds its port, opens the terminal behind it, and puts the screen on it. */

const place = document.getElementById('screen');
if (place === null) throw new Error('index.html has no place for the screen');
const canShow = (language: string | null) => canSpeak(wantedLanguage(rememberedLanguage(), language));
// Most likely these words: they come while the terminal is being asked.
void canShow(null);
const terminal = openTerminal(doorOf(window), canShow);
createRoot(place).render(<App terminal={terminal} desk={new Desk(terminal)} />);
