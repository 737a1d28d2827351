import * as z from 'zod/mini';

/** The envelopes on a port. A session names one life of a screen, so that no answer reaches the life after it. */

const session = z.string().check(z.minLength(8), z.maxLength(64));
const messageId = z.number().check(z.int(), z.gte(1));

export const hello = z.strictObject({ kind: z.literal('hello'), session });
export const request = z.strictObject({
  kind: z.literal('request'),
  session,
  id: messageId,
  name: z.string().check(z.maxLength(64)),
  args: z.unknown(),
});
export const toTerminal = z.union([hello, request]);

const failure = z.strictObject({ name: z.string(), message: z.string() });
export const toScreen = z.union([
  z.strictObject({ kind: z.literal('answer'), session, id: messageId, ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ kind: z.literal('answer'), session, id: messageId, ok: z.literal(false), error: failure }),
  z.strictObject({ kind: z.literal('event'), session, name: z.string(), value: z.unknown() }),
]);
export type ToScreen = z.infer<typeof toScreen>;
export type Failure = z.infer<typeof failure>;
