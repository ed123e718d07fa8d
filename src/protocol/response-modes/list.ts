/** The response modes: one line for each file. Metadata, documentation and the checks of the authorization request follow from this list. */
import { formPost } from "./form-post.ts";
import { fragment } from "./fragment.ts";
import { query } from "./query.ts";
import { SIGNED_MODES } from "./signed.ts";

export const MODES = [query, fragment, formPost, ...SIGNED_MODES] as const;
