/** What a text column of the store holds, or null for a text that is not JSON: SQLite keeps no checksums. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
