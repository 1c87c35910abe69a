/** Speed and loudness stay as they were from one recording to the next while this tab is open. */
export const session = { rate: 1, volume: 1 }
