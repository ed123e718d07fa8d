/** The code grant: what binds a code, and that it works once (RFC 6749 4.1, RFC 7636, RFC 9700 2.1). */

import { isAlive } from "../alive.ts";
import { hasBits } from "../entropy.ts";
import { briefly, type Exchange, errorOf, statusOf } from "../exchange.ts";
import { either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import { type Coded, challengeOf, type Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { issIn } from "../redirect.ts";
import { listed } from "../target.ts";

/** Refused as the code's fault. */
const invalidGrant = (exchange: Exchange): Finding =>
  exchange.came === undefined
    ? unclear(`There was no response: ${exchange.failure}.`, exchange)
    : either(
        errorOf(exchange) === "invalid_grant",
        "The response is invalid_grant.",
        `The response is ${briefly(exchange)} instead of invalid_grant.`,
        exchange,
      );

const notGranted = (exchange: Exchange): Finding =>
  exchange.came === undefined
    ? unclear(`There was no response: ${exchange.failure}.`, exchange)
    : either(
        statusOf(exchange) !== 200,
        `The response is ${briefly(exchange)}.`,
        "The code was redeemed, although it shouldn't be.",
        exchange,
      );

export const codeResponse = probe({
  does: "Gets a code, and looks at how it came.",
  needs: ["codes"],
  finds: ["state", "iss", "entropy", "no-token", "code-only-once", "no-fragment"],
  async run(lab) {
    const { landing, state, code, last } = await lab.code(lab.client("web"));
    const { parameters, mode, url } = landing.returned ?? { parameters: new URLSearchParams(), mode: "query", url: "" };
    return {
      state: either(
        parameters.get("state") === state && parameters.getAll("state").length === 1,
        "state came back unchanged.",
        `state came back as ${JSON.stringify(parameters.get("state"))}.`,
        last,
      ),
      iss: issIn(parameters, lab.target, last),
      entropy: either(
        hasBits(code, 128),
        "The code is long enough for 128 random bits.",
        `The code has ${code.length} characters, too few for 128 random bits.`,
        last,
      ),
      "no-token": either(
        !parameters.has("access_token") && !parameters.has("id_token"),
        "There is no token in the response.",
        "There is a token in the response.",
        last,
      ),
      "code-only-once": either(
        parameters.getAll("code").length === 1,
        "There is one code.",
        "There is more than one code.",
        last,
      ),
      "no-fragment": either(
        mode === "query" && !url.includes("#access_token"),
        "The response is in the query.",
        `The response came by ${mode}.`,
        last,
      ),
    };
  },
});

export const codeTwice = probe({
  does: "Redeems a code twice, and looks whether its tokens still work.",
  needs: ["codes", "token endpoint"],
  finds: ["refused", "error", "access-token-revoked", "refresh-token-revoked"],
  async run(lab) {
    const client = lab.client("web");
    const tokens = await lab.tokens(client);
    const before = await isAlive(lab, tokens.access);
    const again = await lab.redeem(tokens.from);
    const after = await isAlive(lab, tokens.access);
    const refreshed = tokens.refresh === undefined ? undefined : await lab.refresh(client, tokens.refresh);
    return {
      refused: notGranted(again),
      error: invalidGrant(again),
      "access-token-revoked":
        before?.alive && after
          ? either(!after.alive, "The access token is revoked.", "The access token still works.", again, after.shows)
          : unclear("Nothing tells whether the access token works.", again),
      "refresh-token-revoked":
        refreshed === undefined
          ? notApplicable("There is no refresh token.")
          : either(
              statusOf(refreshed) !== 200,
              "The refresh token is revoked.",
              "The refresh token still works.",
              again,
              refreshed,
            ),
    };
  },
});

export const codeBinding = probe({
  does: "Redeems codes with what doesn't belong to them.",
  needs: ["codes", "token endpoint"],
  finds: ["client", "redirect-uri", "redirect-uri-absent", "unknown", "client-authentication", "wrong-secret"],
  async run(lab) {
    const client = lab.client("web");
    const fresh = (): Promise<Coded> => lab.code(client);
    const { other } = lab.target.clients;
    return {
      client:
        other === undefined
          ? unclear("A second confidential client is needed.")
          : invalidGrant(await lab.redeem(await fresh(), {}, other)),
      "redirect-uri": invalidGrant(await lab.redeem(await fresh(), { redirect_uri: `${client.redirect_uri}/other` })),
      "redirect-uri-absent": await withoutRedirectUri(lab, await fresh()),
      unknown: invalidGrant(await lab.redeem({ ...(await fresh()), code: lab.fresh(32) })),
      "client-authentication":
        client.client_secret === undefined
          ? notApplicable("The client has no secret.")
          : notGranted(await lab.redeem(await fresh(), {}, { ...client, token_endpoint_auth_method: "none" })),
      "wrong-secret":
        client.client_secret === undefined
          ? notApplicable("The client has no secret.")
          : notGranted(await lab.redeem(await fresh(), {}, { ...client, client_secret: lab.fresh() })),
    };
  },
});

/** OAuth 2.1 4.1.3 no longer wants it; RFC 6749 4.1.3 does. */
async function withoutRedirectUri(lab: Lab, coded: Coded): Promise<Finding> {
  const exchange = await lab.redeem(coded, { redirect_uri: undefined });
  if (statusOf(exchange) !== 200) return held(`The response is ${briefly(exchange)}.`, exchange);
  return notApplicable("The server follows OAuth 2.1, where PKCE takes its place.", exchange);
}

export const pkceAtToken = probe({
  does: "Redeems codes with a wrong code_verifier, a short one and none.",
  needs: ["codes", "token endpoint"],
  finds: ["wrong", "absent", "short", "challenge-as-verifier", "downgrade"],
  async run(lab) {
    const client = lab.client("web");
    const supported = listed(lab.target, "code_challenge_methods_supported") !== undefined;
    const short = "short-verifier";
    const withShort = await lab.authorize(client, { code_challenge: challengeOf(short) });
    const code = withShort.landing.returned?.parameters.get("code");
    const challenge = await lab.code(client);
    const sentChallenge = new URL(challenge.url).searchParams.get("code_challenge") ?? "";
    return {
      wrong: invalidGrant(await lab.redeem(await lab.code(client), { code_verifier: lab.fresh(32) })),
      absent: notGranted(await lab.redeem(await lab.code(client), { code_verifier: undefined })),
      short:
        code == null
          ? unclear("A code could not be got for it.", withShort.last)
          : notGranted(await lab.redeem({ ...withShort, code }, { code_verifier: short })),
      "challenge-as-verifier": notGranted(await lab.redeem(challenge, { code_verifier: sentChallenge })),
      downgrade: supported ? await downgraded(lab) : notApplicable("The metadata lists no PKCE method."),
    };
  },
});

/** RFC 9700 2.1.1: a verifier is refused if the authorization request had no challenge. */
async function downgraded(lab: Lab): Promise<Finding> {
  const without = await lab.authorize(lab.client("web"), {
    code_challenge: undefined,
    code_challenge_method: undefined,
  });
  const code = without.landing.returned?.parameters.get("code");
  if (code == null) return held("Without a challenge, there is no code.", without.last);
  return notGranted(await lab.redeem({ ...without, code }));
}
