/** The revisions of the Model Context Protocol that the walk speaks. */

/** With the second one it opens a session, in which a server may name an older one. */
export const REVISIONS = ["2026-07-28", "2025-11-25"] as const;
/** The date of a revision of the Model Context Protocol. */
export type Revision = (typeof REVISIONS)[number];
export const [NEWEST, WITH_SESSIONS] = REVISIONS;
