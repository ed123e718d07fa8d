/** Faults of what pages of other origins may ask. */
import { responding, withHeader } from "../between.ts";
import type { Mutant } from "../through.ts";

export const CORS: Readonly<Record<string, Mutant>> = {
  "the authorization endpoint for every page": {
    does: "The authorization endpoint has Access-Control-Allow-Origin.",
    breaks: ["cors/authorization"],
    between: responding("/authorize", (answer) => withHeader(answer, "access-control-allow-origin", "*")),
  },
  "cookies of every page": {
    does: "The token endpoint allows cookies from every origin.",
    breaks: ["cors/credentials"],
    between: responding("/token", (answer, { headers }) =>
      headers.has("origin")
        ? withHeader(
            withHeader(answer, "access-control-allow-credentials", "true"),
            "access-control-allow-origin",
            headers.get("origin") ?? "",
          )
        : answer,
    ),
  },
};
