/** Refresh tokens of attested instances belong to one of them (attestation-based client authentication, 9.3). */
import { challenged } from "../attested.ts";
import { keysOf } from "../attesting.ts";
import { CannotTell } from "../cannot-tell.ts";
import { briefly, statusOf } from "../exchange.ts";
import { all, notApplicable, unclear } from "../finding.ts";
import { pairLike } from "../foreign-key.ts";
import { type Lab, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { mustBeRefused } from "../refusals.ts";
import { listed, type TestClient } from "../target.ts";

export const attestedRefresh = probe({
  does: "Refreshes the tokens of an attested instance: as this instance, as another one, and without an attestation.",
  needs: ["token endpoint", "attested clients"],
  finds: ["other-instance", "unattested"],
  harsh: true,
  async run(lab) {
    const both = ["other-instance", "unattested"] as const;
    const client = lab.client("attested");
    if (!(listed(lab.target, "grant_types_supported") ?? ["refresh_token"]).includes("refresh_token"))
      return all(both, notApplicable("The server doesn't support refresh tokens."));
    if (client.redirect_uri === undefined) return all(both, unclear("The attested client needs a redirect_uri."));
    await challenged(lab);
    const [first, second] = [await refreshable(lab, client), await refreshable(lab, client)];
    if (first === undefined || second === undefined)
      return all(both, notApplicable("The attested client gets no refresh token."));
    const byOther = await lab.refresh(anotherInstance(client), first);
    const bare = await lab.refresh({ ...client, token_endpoint_auth_method: "none" }, second);
    return {
      "other-instance": mustBeRefused(byOther, `Another instance gets ${briefly(byOther)}.`),
      unattested: mustBeRefused(bare, `Without an attestation, the response is ${briefly(bare)}.`),
    };
  },
});

/** A refresh token that was used once already, by its instance. Throws `CannotTell` if that can't use it. */
async function refreshable(lab: Lab, client: TestClient): Promise<string | undefined> {
  const { refresh } = await lab.tokens(client, { prompt: "consent" });
  if (refresh === undefined) return undefined;
  const again = await lab.refresh(client, refresh);
  if (statusOf(again) !== 200)
    throw new CannotTell(`The instance itself can't refresh its tokens: ${briefly(again)}.`, [again]);
  return tokensIn(again).refresh ?? refresh;
}

/** Attested by the same attester, with a key of its own. */
function anotherInstance(client: TestClient): TestClient {
  const { key, alg } = keysOf(client).instance;
  const pem = pairLike(key).export({ type: "pkcs8", format: "pem" }).toString();
  return { ...client, private_key: pem, token_endpoint_auth_signing_alg: alg };
}
