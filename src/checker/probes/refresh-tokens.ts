/** Refresh tokens: rotation, binding and scope (RFC 6749 6 and 10.4, RFC 9700 4.14). */
import { atUserinfo, isAlive } from "../alive.ts";
import { hasBits } from "../entropy.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { broken, either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import { CannotTell, type Lab, type Tokens, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";

type WithRefresh = Tokens & { readonly refresh: string };

async function started(lab: Lab, client: TestClient): Promise<WithRefresh> {
  const tokens = await lab.tokens(client, { prompt: "consent" });
  if (tokens.refresh === undefined) throw new CannotTell("The server gave no refresh token.", [tokens.exchange]);
  return { ...tokens, refresh: tokens.refresh };
}

const invalidGrant = (exchange: Exchange): Finding =>
  either(
    errorOf(exchange) === "invalid_grant" && statusOf(exchange) === 400,
    "The response is 400 invalid_grant.",
    `The response is ${briefly(exchange)} instead of 400 invalid_grant.`,
    exchange,
  );

const notGranted = (exchange: Exchange): Finding =>
  exchange.came === undefined
    ? unclear(`There was no response: ${exchange.failure}.`, exchange)
    : either(statusOf(exchange) !== 200, `The response is ${briefly(exchange)}.`, "There are new tokens.", exchange);

export const refreshing = probe({
  does: "Uses refresh tokens, with other clients and scopes too.",
  needs: ["refresh tokens", "token endpoint"],
  finds: [
    ...(["works", "no-store", "entropy", "client", "client-authentication", "unknown", "absent"] as const),
    ...(["narrower-scope", "wider-scope", "same-scope-kept", "not-an-access-token"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const first = await started(lab, client);
    const again = await lab.refresh(client, first.refresh);
    const second = tokensIn(again);
    const current = second.refresh ?? first.refresh;
    const unknown = await lab.refresh(client, lab.fresh(40));
    const absent = await lab.token(client, { grant_type: "refresh_token" });
    const wider = await lab.refresh(client, current, { scope: `${client.scope} no-such-scope-${lab.fresh(6)}` });
    return {
      works: either(
        second.access !== first.access,
        "There is a new access token.",
        "The access token is the same.",
        again,
      ),
      "no-store": either(
        /no-store/i.test(headerOf(again, "cache-control") ?? ""),
        "Cache-Control has no-store.",
        "Cache-Control has no no-store.",
        again,
      ),
      entropy: either(
        hasBits(first.refresh, 128),
        "The refresh token is long enough for 128 random bits.",
        `The refresh token has ${first.refresh.length} characters.`,
        first.exchange,
      ),
      client: await byAnother(lab),
      "client-authentication":
        client.client_secret === undefined
          ? notApplicable("The client has no secret.")
          : notGranted(
              await lab.refresh(
                { ...client, token_endpoint_auth_method: "none" },
                (await started(lab, client)).refresh,
              ),
            ),
      unknown: invalidGrant(unknown),
      absent: either(
        errorOf(absent) === "invalid_request",
        "The response is invalid_request.",
        `The response is ${briefly(absent)} instead of invalid_request.`,
        absent,
      ),
      ...(await scopes(lab, client)),
      "wider-scope": wider.came === undefined ? unclear("There was no response.", wider) : widerScope(wider, client),
      "not-an-access-token": await asAccessToken(lab, await started(lab, client)),
    };
  },
});

/** RFC 6749 6: no scope that wasn't granted. */
function widerScope(exchange: Exchange, { scope = "" }: TestClient): Finding {
  if (statusOf(exchange) !== 200)
    return either(
      errorOf(exchange) === "invalid_scope",
      "The response is invalid_scope.",
      `The response is ${briefly(exchange)} instead of invalid_scope.`,
      exchange,
    );
  const told = jsonOf(exchange)?.scope;
  const isWithin = typeof told === "string" && told.split(" ").every((one) => scope.split(" ").includes(one));
  return either(isWithin, "The scope is left out.", "The response doesn't say that the scope is left out.", exchange);
}

async function byAnother(lab: Lab): Promise<Finding> {
  const { other } = lab.target.clients;
  if (other === undefined) return unclear("A second confidential client is needed.");
  const exchange = await lab.refresh(other, (await started(lab, lab.client("web"))).refresh);
  return errorOf(exchange) === "unauthorized_client"
    ? unclear("The second client hasn't got the refresh grant.", exchange)
    : invalidGrant(exchange);
}

/** With fewer scopes, and then with none again (RFC 6749 6). */
async function scopes(lab: Lab, client: TestClient) {
  const first = await started(lab, client);
  const all = String(jsonOf(first.exchange)?.scope ?? client.scope ?? "").split(" ");
  const fewer = all.slice(0, -1).join(" ");
  if (fewer === "")
    return {
      "narrower-scope": notApplicable("There is only one scope."),
      "same-scope-kept": notApplicable("There is only one scope."),
    };
  const narrowed = await lab.refresh(client, first.refresh, { scope: fewer });
  const told = jsonOf(narrowed)?.scope;
  const narrow =
    statusOf(narrowed) !== 200
      ? held(`The response is ${briefly(narrowed)}.`, narrowed)
      : either(
          typeof told === "string" ? told.split(" ").length < all.length : true,
          `scope is ${JSON.stringify(told)}.`,
          "All scopes were granted, although fewer were asked for.",
          narrowed,
        );
  const next = tokensInOr(narrowed)?.refresh ?? first.refresh;
  const whole = await lab.refresh(client, next);
  return {
    "narrower-scope": narrow,
    "same-scope-kept": either(
      statusOf(whole) === 200,
      "The refresh token keeps working.",
      `The refresh token is lost: ${briefly(whole)}.`,
      narrowed,
      whole,
    ),
  };
}

const tokensInOr = (exchange: Exchange) => (statusOf(exchange) === 200 ? tokensIn(exchange) : undefined);

async function asAccessToken(lab: Lab, { refresh }: WithRefresh): Promise<Finding> {
  if (lab.target.metadata.userinfo_endpoint === undefined) return notApplicable("There is no userinfo endpoint.");
  const { alive, shows } = await atUserinfo(lab, refresh);
  return either(!alive, "It is refused.", "A refresh token is accepted as an access token.", shows);
}

export const rotation = probe({
  does: "Uses a refresh token twice, and looks which tokens still work.",
  needs: ["refresh tokens", "token endpoint"],
  finds: ["public-client", "used-again", "successor-revoked", "access-token-revoked"],
  async run(lab) {
    const { public: app } = lab.target.clients;
    const publicFinding =
      app?.redirect_uri === undefined
        ? unclear("A public client with a redirect_uri is needed.")
        : await rotates(lab, app);
    const client = lab.client("web");
    const first = await started(lab, client);
    const second = tokensIn(await lab.refresh(client, first.refresh));
    if (second.refresh === undefined || second.refresh === first.refresh) {
      const none = notApplicable("Refresh tokens of confidential clients aren't rotated.", second.exchange);
      return {
        ...{ "public-client": publicFinding, "used-again": none, "successor-revoked": none },
        "access-token-revoked": none,
      };
    }
    // A client whose response was lost may try again for a while. Once the successor has been used, it wasn't lost.
    const third = tokensIn(await lab.refresh(client, second.refresh));
    const replayed = await lab.refresh(client, first.refresh);
    const alive = await isAlive(lab, third.access);
    const successor = await lab.refresh(client, third.refresh ?? second.refresh);
    return {
      "public-client": publicFinding,
      "used-again": notGranted(replayed),
      "successor-revoked": either(
        statusOf(successor) !== 200,
        "The refresh token that came after it is revoked.",
        "The refresh token that came after it still works.",
        replayed,
        successor,
      ),
      "access-token-revoked":
        alive === undefined
          ? unclear("Nothing tells whether the access token works.")
          : either(
              !alive.alive,
              "The access token is revoked.",
              "The access token still works.",
              replayed,
              alive.shows,
            ),
    };
  },
});

/** RFC 9700 2.2.2: rotated or bound to a key. */
async function rotates(lab: Lab, app: TestClient): Promise<Finding> {
  const tokens = await lab.tokens(app, { prompt: "consent" });
  if (tokens.refresh === undefined) return notApplicable("Public clients get no refresh tokens.", tokens.exchange);
  const next = tokensIn(await lab.refresh(app, tokens.refresh));
  if (next.refresh === undefined || next.refresh === tokens.refresh)
    return broken("The refresh token of a public client stays the same.", next.exchange);
  const third = await lab.refresh(app, next.refresh);
  const replayed = await lab.refresh(app, tokens.refresh);
  return either(statusOf(replayed) !== 200, "It is rotated.", "The former one still works.", third, replayed);
}
