/** The record of a grant type for which nothing is loaded. */
import { members, versioned } from "../record.ts";

export const NO_FACTS = versioned<object>(1, members<object>({}));
