/** What is loaded for a refresh token. */
import type { NotFound } from "../../credential.ts";
import type { Grant } from "../../grant.ts";

export interface RefreshFacts {
  readonly token:
    | NotFound
    | {
        readonly is: "found";
        readonly grant: Grant;
        /** The token is the live one, or was made here and replaced that many refreshes ago. */
        readonly generationsBehind: number;
      };
  readonly accountEnabled: boolean;
}
