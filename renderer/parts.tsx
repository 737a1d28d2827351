import type { ComponentType, ReactNode } from 'react';
import type { DialogName } from './dialogs.ts';
import { Later, useLater } from './later.ts';
import { ComingDialog, ComingPage } from './screens/coming.tsx';
import { laterRequests } from './terminal.ts';
import { everyLanguage, faultSentences, onWord, resultTexts } from './words-later.ts';

/** Which parts of the page come after the first sale can be made, and what stands in their place until they are there. */

/** Everything that is heard; a till is silent until it has come. */
export const hearing = new Later(async () => (await import('./sound/hearing.ts')).hearTill);

/** The component that is fetched, once it has come; until then `Meanwhile`, where there is one. */
function shownLater<Props extends object>(
  part: Later<ComponentType<Props>>,
  Meanwhile: ComponentType | null,
): (props: Props) => ReactNode {
  return function ShownLater(props) {
    const Part = useLater(part);
    if (Part !== null) return <Part {...props} />;
    return Meanwhile === null ? null : <Meanwhile />;
  };
}

const history = new Later(async () => (await import('./history/history-page.tsx')).default);
const setup = new Later(async () => (await import('./setup/setup-page.tsx')).default);
const proof = new Later(async () => (await import('./proof/page.tsx')).default);
const sheet = new Later(async () => (await import('./screens/device-sheet.tsx')).DeviceSheet);
const papers = new Later(async () => (await import('./screens/papers.tsx')).Papers);
const question = new Later(async () => (await import('./screens/papers.tsx')).PaperQuestion);
const truth = new Later(async () => (await import('./truth/truth-desk.tsx')).TruthDesk);
const sameAmount = new Later(async () => (await import('./screens/same-amount.tsx')).SameAmount);
const confirm = new Later(async () => (await import('./screens/confirm-amount.tsx')).ConfirmAmount);
const order = new Later(async () => (await import('./order/order-page.tsx')).default);
const settings = new Later(async () => (await import('./settings/settings-page.tsx')).default);
const keyList = new Later(async () => (await import('./settings/key-list.tsx')).default);
const returns = new Later(async () => (await import('./returns/returns-page.tsx')).default);
const recovered = new Later(async () => (await import('./returns/recovered.tsx')).Recovered);
const articles = new Later(async () => (await import('./articles/articles-page.tsx')).default);
const training = new Later(async () => (await import('./training.tsx')).TrainingPanel);
const silent = new Later(async () => (await import('./sound/silent-badge.tsx')).SilentBadge);

export const HistoryPage = shownLater(history, ComingDialog);
export const SetupPage = shownLater(setup, ComingDialog);
export const ProofPage = shownLater(proof, ComingPage);
export const DeviceSheet = shownLater(sheet, ComingDialog);
export const Papers = shownLater(papers, ComingDialog);
export const PaperQuestion = shownLater(question, null);
export const TruthDesk = shownLater(truth, ComingDialog);
export const SameAmount = shownLater(sameAmount, ComingDialog);
export const ConfirmAmount = shownLater(confirm, ComingDialog);
export const OrderPage = shownLater(order, ComingDialog);
export const SettingsPage = shownLater(settings, ComingDialog);
export const KeyList = shownLater(keyList, ComingDialog);
export const ReturnsPage = shownLater(returns, ComingDialog);
export const Recovered = shownLater(recovered, ComingDialog);
export const ArticlesPage = shownLater(articles, ComingDialog);
export const TrainingPanel = shownLater(training, null);
export const SilentBadge = shownLater(silent, null);

/** What stands before the till under each name; a dialog without a part does not compile. */
export const dialogParts: Readonly<Record<DialogName, ComponentType>> = {
  same_amount: SameAmount,
  confirm_amount: ConfirmAmount,
  order: OrderPage,
  settings: SettingsPage,
  keys: KeyList,
  articles: ArticlesPage,
  recovered: Recovered,
  history: HistoryPage,
  returns: ReturnsPage,
  devices: DeviceSheet,
  setup: SetupPage,
  papers: Papers,
  truth: TruthDesk,
  paper_question: PaperQuestion,
};

/** Fetches what every till may need soon; training brings its own. */
export function fetchParts(): void {
  for (const part of [
    laterRequests,
    ...everyLanguage,
    resultTexts,
    faultSentences,
    onWord,
    question,
    recovered,
    returns,
    papers,
    truth,
    sheet,
    history,
    setup,
    sameAmount,
    confirm,
    order,
    settings,
    keyList,
    articles,
    proof,
  ])
    void part.fetch();
}
