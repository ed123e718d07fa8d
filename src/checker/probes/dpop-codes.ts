/** Codes and refresh tokens that are bound to a key (RFC 9449 5, 10). */
import { type Prover, proofKey, proverOf } from "../dpop.ts";
import { briefly, type Exchange, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { CannotTell, type Changes, type Coded, type Lab, pairsOf, redemptionOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";

const request = (lab: Lab, client: TestClient, parameters: Changes) =>
  lab.asClient(client, lab.endpoint("token"), pairsOf(parameters));

const notRedeemed = (exchange: Exchange, how: string): Finding =>
  either(statusOf(exchange) !== 200, `The response is ${briefly(exchange)}.`, `It works ${how}.`, exchange);

export const dpopCodes = probe({
  does: "Binds codes to a key, and redeems them with another one.",
  needs: ["DPoP", "codes", "token endpoint"],
  finds: ["without-proof", "another-key", "par-binds", "par-agrees"],
  async run(lab) {
    const client = lab.client("web");
    const [own, foreign] = [proverOf(lab, await proofKey(lab)), proverOf(lab, await proofKey(lab))];
    const bound = (): Promise<Coded> => lab.code(client, { dpop_jkt: own.by.thumbprint });
    const good = await own.send(request(lab, client, redemptionOf(await bound())));
    tokensIn(good);
    const without = await lab.redeem(await bound());
    const other = await foreign.send(request(lab, client, redemptionOf(await bound())));
    return {
      "without-proof": notRedeemed(without, "without a proof"),
      "another-key": notRedeemed(other, "with another key"),
      ...(await pushed(lab, client, own, foreign)),
    };
  },
});

async function pushed(
  lab: Lab,
  client: TestClient,
  own: Prover,
  foreign: Prover,
): Promise<Record<"par-binds" | "par-agrees", Finding>> {
  const { pushed_authorization_request_endpoint: url } = lab.target.metadata;
  const none = notApplicable("The metadata has no pushed_authorization_request_endpoint.");
  if (typeof url !== "string") return { "par-binds": none, "par-agrees": none };
  const start = lab.authorizationRequest(client);
  const pushing = await own.send(await lab.toPush(start));
  const { request_uri } = jsonOf(pushing) ?? {};
  if (typeof request_uri !== "string") throw new CannotTell(`PAR is refused: ${briefly(pushing)}.`, [pushing]);
  const bound = lab.authorizationRequest(client, { dpop_jkt: foreign.by.thumbprint });
  const other = await own.send(await lab.toPush(bound));
  const followed = await lab.follow(lab.withRequestUri(start, request_uri));
  const code = followed.landing.returned?.parameters.get("code");
  if (code == null) throw new CannotTell("The pushed request led to no code.", [followed.last]);
  const redeemed = await foreign.send(request(lab, client, redemptionOf({ ...followed, code })));
  return {
    "par-binds": notRedeemed(redeemed, "with another key"),
    "par-agrees": either(
      statusOf(other) >= 400,
      `The response is ${briefly(other)}.`,
      "A pushed request with another key in dpop_jkt is accepted.",
      other,
    ),
  };
}

export const dpopRefresh = probe({
  does: "Binds a public client's refresh token to a key, and uses it with another one.",
  needs: ["DPoP", "refresh tokens", "public client", "token endpoint"],
  finds: ["without-proof", "another-key", "token-type"],
  async run(lab) {
    const client = lab.client("public");
    const [own, foreign] = [proverOf(lab, await proofKey(lab)), proverOf(lab, await proofKey(lab))];
    const code = await lab.code(client, { prompt: "consent" });
    const first = await own.send(request(lab, client, redemptionOf(code)));
    const { refresh } = tokensIn(first);
    if (refresh === undefined) {
      const none = notApplicable("There is no refresh token.", first);
      return { "without-proof": none, "another-key": none, "token-type": none };
    }
    const refreshing = request(lab, client, { grant_type: "refresh_token", refresh_token: refresh });
    const without = await lab.send(refreshing);
    const other = await foreign.send(refreshing);
    const again = await own.send(refreshing);
    return {
      "without-proof": notRedeemed(without, "without a proof"),
      "another-key": notRedeemed(other, "with another key"),
      "token-type":
        statusOf(again) !== 200
          ? unclear(`The refresh token no longer works: ${briefly(again)}.`, again)
          : either(
              /^dpop$/i.test(String(jsonOf(again)?.token_type)),
              "token_type is DPoP.",
              `token_type is ${JSON.stringify(jsonOf(again)?.token_type)}.`,
              again,
            ),
    };
  },
});
