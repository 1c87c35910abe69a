/** Seconds that Back goes back. */
export const backSeconds = 3
