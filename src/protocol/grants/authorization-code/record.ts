/** What a record keeps of an authorization code. */
import { NOT_FOUND } from "../../credential-record.ts";
import { CODE_GRANT } from "../../grant-record.ts";
import type { VerifierFacts } from "../../pkce.ts";
import { flag, members, number, optional, text, variants, versioned } from "../../record.ts";
import type { CodeFacts } from "./facts.ts";

export const codeRecord = versioned(
  1,
  members<CodeFacts>({
    code: variants<CodeFacts["code"]>({ ...NOT_FOUND, found: { grant: CODE_GRANT } }),
    sessionLives: flag,
    accountEnabled: flag,
    verifier: variants<VerifierFacts>({
      absent: {},
      uncompared: {},
      malformed: { length: number, character: optional(text) },
      right: {},
      // The challenge that the verifier would produce, which says nothing about it.
      wrong: { computed: text, isChallenge: flag },
    }),
  }),
);
