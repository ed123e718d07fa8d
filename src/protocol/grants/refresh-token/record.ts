/** What a record keeps of a refresh token. */
import { NOT_FOUND } from "../../credential-record.ts";
import { GRANT } from "../../grant-record.ts";
import { flag, members, number, variants, versioned } from "../../record.ts";
import type { RefreshFacts } from "./facts.ts";

export const refreshRecord = versioned(
  1,
  members<RefreshFacts>({
    token: variants<RefreshFacts["token"]>({ ...NOT_FOUND, found: { grant: GRANT, generationsBehind: number } }),
    accountEnabled: flag,
  }),
);
