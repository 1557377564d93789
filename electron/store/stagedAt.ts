/**
 * Deletion time of a conversation that is being imported or deleted for good. Like every deleted one it is seen nowhere, it cannot be brought
 * back, and what a crash leaves of it is deleted for good by the next `purge`, because the time lies long ago.
 */
export const stagedAt = 1;
