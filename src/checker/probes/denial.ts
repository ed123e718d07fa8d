/** What an application learns if the user refuses (RFC 6749 4.1.2.1, RFC 9207 2). */
import { briefly } from "../exchange.ts";
import { either } from "../finding.ts";
import { CannotTell } from "../lab.ts";
import { probe } from "../probe.ts";
import { hasError, issIn } from "../redirect.ts";

export const denial = probe({
  does: "Signs in, and refuses what the application asks for.",
  needs: ["codes"],
  finds: ["error", "state", "iss", "no-code"],
  async run(lab) {
    const client = lab.client("web");
    const denied = await lab.deny(client, { prompt: "consent" });
    const { landing, last, state } = denied;
    const parameters = landing.returned?.parameters;
    if (parameters === undefined)
      throw new CannotTell(`Nothing was found on the page that refuses. It ended with ${briefly(last)}.`, [last]);
    if (parameters.has("code") && !parameters.has("error"))
      throw new CannotTell("The user wasn't asked, although the request has prompt=consent.", [last]);
    return {
      error: hasError(denied, "access_denied"),
      state: either(
        parameters.get("state") === state,
        "state came back.",
        `state came back as ${JSON.stringify(parameters.get("state"))}.`,
        last,
      ),
      iss: issIn(parameters, lab.target, last),
      "no-code": either(
        !["code", "access_token", "id_token"].some((name) => parameters.has(name)),
        "There is an error alone.",
        "There is a code or a token beside the error.",
        last,
      ),
    };
  },
});
