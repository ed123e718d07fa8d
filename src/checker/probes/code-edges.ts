/** What a code and a code_verifier are not (RFC 6749 4.1, 5.2, RFC 7636 4.1 to 4.3). */
import { atUserinfo } from "../alive.ts";
import { briefly, type Exchange, errorOf, statusOf } from "../exchange.ts";
import { either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import { challengeOf, type Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { endpoint, type TestClient } from "../target.ts";

export const codeEdges = probe({
  does: "Uses codes as other things, and code_verifiers of a wrong form.",
  needs: ["codes", "token endpoint"],
  finds: ["absent", "no-access-token", "no-refresh-token", "long-verifier", "odd-verifier", "plain-by-default"],
  async run(lab) {
    const client = lab.client("web");
    return {
      absent: hasError(await lab.token(client, { grant_type: "authorization_code" }), "invalid_request"),
      "no-access-token": await asAccessToken(lab, client),
      "no-refresh-token": hasError(await lab.refresh(client, (await lab.code(client)).code), "invalid_grant"),
      "long-verifier": await withVerifier(lab, client, "v".repeat(129)),
      "odd-verifier": await withVerifier(lab, client, `${"v".repeat(43)} !`),
      "plain-by-default": await plainByDefault(lab, client),
    };
  },
});

const hasError = (exchange: Exchange, error: string): Finding =>
  exchange.came === undefined
    ? unclear(`There was no response: ${exchange.failure}.`, exchange)
    : either(
        errorOf(exchange) === error,
        `The response is ${briefly(exchange)}.`,
        `The response is ${briefly(exchange)} instead of ${error}.`,
        exchange,
      );

async function asAccessToken(lab: Lab, client: TestClient): Promise<Finding> {
  if (endpoint(lab.target, "userinfo") === undefined) return notApplicable("The metadata has no userinfo_endpoint.");
  const { alive, shows } = await atUserinfo(lab, (await lab.code(client)).code);
  return either(!alive, `The response is ${briefly(shows)}.`, "The code is accepted as an access token.", shows);
}

/** A verifier of a form that RFC 7636 4.1 doesn't allow, with the challenge that belongs to it. */
async function withVerifier(lab: Lab, client: TestClient, verifier: string): Promise<Finding> {
  const asked = await lab.authorize(client, { code_challenge: challengeOf(verifier) });
  const code = asked.landing.returned?.parameters.get("code");
  if (code == null) return unclear("A code could not be got for it.", asked.last);
  const exchange = await lab.redeem({ ...asked, code }, { code_verifier: verifier });
  return either(
    statusOf(exchange) !== 200,
    `The response is ${briefly(exchange)}.`,
    "The code was redeemed, although it shouldn't be.",
    exchange,
  );
}

/** RFC 7636 4.3: without a method it is plain, which must be off like the method by its name. */
async function plainByDefault(lab: Lab, client: TestClient): Promise<Finding> {
  const verifier = lab.fresh(32);
  const asked = await lab.authorize(client, { code_challenge: verifier, code_challenge_method: undefined });
  const code = asked.landing.returned?.parameters.get("code");
  if (code == null) return held("There is no code.", asked.last);
  const exchange = await lab.redeem({ ...asked, code }, { code_verifier: verifier });
  return either(
    statusOf(exchange) !== 200,
    `The response is ${briefly(exchange)}.`,
    "Without a method, the challenge is its own verifier.",
    asked.last,
    exchange,
  );
}
