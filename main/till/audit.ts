import * as z from 'zod';
import { type Typed, UsageError, whyOf } from '../arguments.ts';
import { builtInSimulator } from '../assemble.ts';
import { machineChance, machineClock } from '../clock.ts';
import type { Result } from '../contract/contract.ts';
import { refusalSentence } from '../contract/words/refusals.ts';
import { tillWords } from '../contract/words/till.ts';
import { isUnsettled } from '../core/payment-state.ts';
import { ArchiveUnavailable } from '../core/ports.ts';
import type { Profile } from '../profile.ts';
import { salesOf } from '../sales-record.ts';
import { openProfileLog, sayable } from '../starting.ts';
import { SqliteJournal } from '../store/journal.ts';
import { besideTill, type Desk } from './desk.ts';
import { heading, type Output } from './output.ts';

/** `till audit`: the journal against the simulated gateway's books. A live gateway has no such door. */
export async function audit(_typed: Typed, profile: Profile, out: Output): Promise<number> {
  const words = tillWords[out.language].audit;
  if (profile.config.mode !== 'training') throw new UsageError(words.trainingOnly);
  const { sales, open, gatewayUrl, close } = await books(profile);
  const url = `${gatewayUrl}/control/audit`;
  try {
    const verdict = await post(url, { sales, open }).catch((error: unknown) => {
      throw new UsageError(words.unreachable({ url, why: whyOf(error) }));
    });
    const summary = verdict.clean
      ? words.clean({ payments: sales.length })
      : words.notClean({ findings: verdict.findings.length });
    const lines = verdict.findings.map((finding) => JSON.stringify(finding));
    out.answer([`${heading(out.language, 'audit')}: ${summary}`, ...lines], verdict);
    return verdict.clean ? 0 : 1;
  } finally {
    await close();
  }
}

type Books = Omit<Result<'journal.sales'>, 'next'> & { readonly close: () => Promise<void> };

/** From the running till, or from the journal itself with the built-in gateway started beside it. */
async function books(profile: Profile): Promise<Books> {
  const running = await besideTill(profile);
  if (running !== null) return { ...(await salesBeside(running)), close: () => running.close() };
  let journal: SqliteJournal;
  try {
    journal = new SqliteJournal(profile.journalFile, machineClock, machineChance);
  } catch (error) {
    throw sayable(error, profile);
  }
  const sales = allSales(journal, profile);
  const open = journal
    .unfinished()
    .filter(isUnsettled)
    .map((payment) => payment.paymentRequestId);
  if (!profile.config.gateway.builtIn) {
    journal.close();
    return { sales, open, gatewayUrl: profile.config.gateway.url, close: async () => {} };
  }
  // The journal stays open: whoever holds it may write the ledger.
  const log = openProfileLog(profile);
  const parts = { profile, clock: machineClock, chance: machineChance, log };
  const { server } = await builtInSimulator(parts).catch((error: unknown) => {
    throw sayable(error, profile);
  });
  const close = async (): Promise<void> => {
    await server.close();
    journal.close();
    log.close();
  };
  return { sales, open, gatewayUrl: server.url, close };
}

async function salesBeside({ request }: Pick<Desk, 'request'>): Promise<Omit<Books, 'close'>> {
  const first = await request('journal.sales', {});
  const pieces = [first];
  for (let { next } = first; next !== null; ) {
    const piece = await request('journal.sales', { after: next });
    pieces.push(piece);
    next = piece.next;
  }
  const { gatewayUrl } = first;
  return { sales: pieces.flatMap(({ sales }) => sales), open: pieces.flatMap(({ open }) => open), gatewayUrl };
}

/** Archived ones among them, or the sentence that an archive is away: a part of the sales is no audit. */
function allSales(journal: SqliteJournal, profile: Profile): Books['sales'] {
  try {
    return [...salesOf(journal)];
  } catch (error) {
    journal.close();
    if (!(error instanceof ArchiveUnavailable)) throw error;
    throw new UsageError(refusalSentence(profile.config.terminal.language, 'archive_unavailable'));
  }
}

const verdictShape = z.object({ clean: z.boolean(), findings: z.array(z.unknown()) });

async function post(url: string, body: unknown): Promise<z.infer<typeof verdictShape>> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return verdictShape.parse(await response.json());
}
