/** Introspection responses that are JWTs (RFC 9701 5). */
import { briefly, headerOf, statusOf } from "../exchange.ts";
import { either, type Finding } from "../finding.ts";
import { granting } from "../granting.ts";
import { isSignedBy, jwtOf, keySet } from "../jwt.ts";
import { CannotTell, pairsOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";

const TYPE = "application/token-introspection+jwt";

export const jwtIntrospection = probe({
  does: "Introspects tokens, and asks for JWTs.",
  needs: ["introspection", "JWT introspection", "token endpoint", "a client for tokens"],
  finds: ["media-type", "typ", "signed", "iss", "aud", "iat", "active", "inactive", "no-sub"],
  async run(lab) {
    const url = lab.endpoint("introspection");
    const asker = lab.client("api");
    const ask = (token: string) => {
      const request = lab.asClient(asker, url, pairsOf({ token }));
      return lab.send({ ...request, headers: { ...request.headers, accept: TYPE } });
    };
    const { client, parameters } = granting(lab);
    const usual = { ...(await parameters()), resource: undefined };
    const { access } = tokensIn(await lab.token(client, usual));
    const shows = await ask(access);
    const unknown = await ask(lab.fresh(32));
    const { header, claims } = jwtOf(shows.came?.body ?? "") ?? {};
    if (statusOf(shows) !== 200 || header === undefined || claims === undefined)
      throw new CannotTell(`The response is ${briefly(shows)}, and isn't a JWT.`, [shows]);
    const about = (claims.token_introspection ?? {}) as Readonly<Record<string, unknown>>;
    const nothing = (jwtOf(unknown.came?.body ?? "")?.claims.token_introspection ?? {}) as Readonly<
      Record<string, unknown>
    >;
    const keys = await keySet(lab);
    const is = (isHeld: boolean, good: string, bad: string): Finding => either(isHeld, good, bad, shows);
    return {
      "media-type": is(
        (headerOf(shows, "content-type") ?? "").toLowerCase().startsWith(TYPE),
        `Content-Type is ${TYPE}.`,
        `Content-Type is ${headerOf(shows, "content-type")}.`,
      ),
      typ: is(
        /^(application\/)?token-introspection\+jwt$/i.test(String(header.typ)),
        "typ is token-introspection+jwt.",
        `typ is ${JSON.stringify(header.typ)}.`,
      ),
      signed: is(
        await isSignedBy(keys, shows.came?.body ?? ""),
        "A key behind jwks_uri made the signature.",
        "No key behind jwks_uri made the signature.",
      ),
      iss: is(claims.iss === lab.target.issuer, "iss is the issuer.", `iss is ${JSON.stringify(claims.iss)}.`),
      aud: is(
        [claims.aud].flat().includes(asker.client_id),
        "aud is who asked.",
        `aud is ${JSON.stringify(claims.aud)} instead of ${asker.client_id}.`,
      ),
      iat: is(typeof claims.iat === "number", "iat is there.", `iat is ${JSON.stringify(claims.iat)}.`),
      active: is(about.active === true, "token_introspection has active.", "token_introspection has no active true."),
      inactive: either(
        nothing.active === false && Object.keys(nothing).length === 1,
        "For a token that doesn't exist, there is nothing but active.",
        `For a token that doesn't exist, it is ${JSON.stringify(nothing)}.`,
        unknown,
      ),
      "no-sub": is(
        claims.sub === undefined && claims.exp === undefined,
        "sub and exp are only within token_introspection.",
        "sub or exp is beside token_introspection.",
      ),
    };
  },
});
