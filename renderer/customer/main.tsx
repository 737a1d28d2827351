import { createRoot } from 'react-dom/client';
import { customerFolder } from '../../main/contract/page-door.ts';
import { doorOf } from '../port.ts';
import { openCustomer } from './customer.ts';
import { CustomerScreen } from './screen.tsx';
import '../tokens.css';
import './customer.css';

/** The customer's page begins here. Bright or dark as the system is. */

const place = document.getElementById('screen');
if (place === null) throw new Error('customer.html has no place for the screen');
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const follow = (): void => {
  document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'bright';
};
follow();
dark.addEventListener('change', follow);
const customer = openCustomer(doorOf(window, customerFolder));
createRoot(place).render(<CustomerScreen customer={customer} />);
