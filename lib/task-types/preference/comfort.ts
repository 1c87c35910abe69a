/** How this labeler likes to read, carried from task to task while this tab is open. Nothing of it is stored. */
export const comfort: { linked: boolean; stacked: boolean } = { linked: true, stacked: false }
