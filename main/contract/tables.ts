import type * as z from 'zod/mini';

/**
 * What a contract is: a table of requests and a table of events. The till's is `contract.ts`, the customer's screen has
 * one of its own; `serve-over.ts` and `connect-over.ts` hold a port to whichever they are given.
 */
export interface Tables {
  readonly requests: Readonly<Record<string, { readonly args: z.ZodMiniType; readonly result: z.ZodMiniType }>>;
  readonly events: Readonly<Record<string, z.ZodMiniType>>;
}

/** A contract as far as one side has it: a page fetches the rows of its later requests with its later screens. */
export interface KnownOf<T extends Tables> {
  readonly requests: Partial<T['requests']>;
  readonly events: T['events'];
}

export type RequestIn<T extends Tables> = keyof T['requests'] & string;
export type EventIn<T extends Tables> = keyof T['events'] & string;
export type ArgsIn<T extends Tables, Name extends RequestIn<T>> = z.infer<T['requests'][Name]['args']>;
export type ResultIn<T extends Tables, Name extends RequestIn<T>> = z.infer<T['requests'][Name]['result']>;
export type ValueIn<T extends Tables, Name extends EventIn<T>> = z.infer<T['events'][Name]>;

/** One function per request; a missing one does not compile. */
export type HandlersOf<T extends Tables> = {
  readonly [Name in RequestIn<T>]: (args: ArgsIn<T, Name>) => ResultIn<T, Name> | Promise<ResultIn<T, Name>>;
};
