/** Begins here. */
export {};
