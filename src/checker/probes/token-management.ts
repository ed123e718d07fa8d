/** Introspection (RFC 7662) and revocation (RFC 7009). */
import { isAlive } from "../alive.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { type Lab, pairsOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";

const GRANT = { grant_type: "client_credentials" };

const notAuthenticated = (exchange: Exchange): Finding =>
  either(
    [400, 401, 403].includes(statusOf(exchange)),
    `The response is ${briefly(exchange)}.`,
    `The response is ${briefly(exchange)}; it should be refused.`,
    exchange,
  );

/** The client that may introspect, and a token to ask about. */
async function anAccessToken(lab: Lab): Promise<string> {
  const { service } = lab.target.clients;
  if (service !== undefined) return tokensIn(await lab.token(service, { ...GRANT, scope: service.scope })).access;
  return (await lab.tokens(lab.client("web"))).access;
}

export const introspection = probe({
  does: "Introspects good tokens and bad ones, as a client and as nobody.",
  needs: ["introspection", "token endpoint", "client secret"],
  finds: [
    "json",
    "unknown",
    "unknown-tells-nothing",
    "unauthenticated",
    "wrong-secret",
    "token-absent",
    "get-refused",
    "no-store",
  ],
  async run(lab) {
    const url = lab.endpoint("introspection");
    const client = lab.target.clients.web ?? lab.client("service");
    const ask = (form: Parameters<typeof pairsOf>[0], as: TestClient = client) =>
      lab.send(lab.asClient(as, url, pairsOf(form)));
    const token = await anAccessToken(lab);
    const unknown = await ask({ token: lab.fresh(32) });
    const absent = await ask({});
    const query = await lab.send({ url: `${url}?token=${encodeURIComponent(token)}` });
    return {
      json: either(
        typeof jsonOf(unknown)?.active === "boolean" &&
          /^application\/json\b/i.test(headerOf(unknown, "content-type") ?? ""),
        "The response is JSON with active.",
        `The response is ${briefly(unknown)} and has no active.`,
        unknown,
      ),
      unknown: either(jsonOf(unknown)?.active === false, "active is false.", "active isn't false.", unknown),
      "unknown-tells-nothing": either(
        Object.keys(jsonOf(unknown) ?? {}).every((name) => name === "active"),
        "There is nothing but active.",
        "There is more than active.",
        unknown,
      ),
      unauthenticated: notAuthenticated(await lab.send({ url, form: { token } })),
      "wrong-secret": notAuthenticated(await ask({ token }, { ...client, client_secret: lab.fresh() })),
      "token-absent": either(
        errorOf(absent) === "invalid_request",
        "The response is invalid_request.",
        `The response is ${briefly(absent)}.`,
        absent,
      ),
      "get-refused": either(
        jsonOf(query)?.active === undefined,
        `The response is ${briefly(query)}.`,
        "Introspection by GET works.",
        query,
      ),
      "no-store": either(
        /no-store/i.test(headerOf(unknown, "cache-control") ?? ""),
        "Cache-Control has no-store.",
        "Cache-Control has no no-store.",
        unknown,
      ),
    };
  },
});

export const revocation = probe({
  does: "Revokes tokens, and looks which still work.",
  needs: ["revocation", "token endpoint", "client secret"],
  finds: [
    ...(["unknown", "token-absent", "unauthenticated", "wrong-hint", "access-token", "by-another"] as const),
    ...(["refresh-token", "refresh-revokes-access", "get-refused"] as const),
  ],
  async run(lab) {
    const url = lab.endpoint("revocation");
    const client = lab.target.clients.web ?? lab.client("service");
    const revoke = (form: Parameters<typeof pairsOf>[0], as: TestClient = client) =>
      lab.send(lab.asClient(as, url, pairsOf(form)));
    const unknown = await revoke({ token: lab.fresh(32) });
    const hint = await revoke({ token: lab.fresh(32), token_type_hint: "no_such_type" });
    const absent = await revoke({});
    const open = await lab.send({ url, form: { token: lab.fresh(32) } });
    return {
      unknown: either(
        statusOf(unknown) === 200,
        "The response is 200.",
        `The response is ${briefly(unknown)} instead of 200.`,
        unknown,
      ),
      "wrong-hint": either(
        statusOf(hint) === 200 || errorOf(hint) === "unsupported_token_type",
        `The response is ${briefly(hint)}.`,
        `The response is ${briefly(hint)} instead of 200.`,
        hint,
      ),
      "token-absent": either(
        errorOf(absent) === "invalid_request",
        "The response is invalid_request.",
        `The response is ${briefly(absent)}.`,
        absent,
      ),
      unauthenticated: notAuthenticated(open),
      ...(await revoked(lab, revoke)),
      "get-refused": await byGet(lab, url),
    };
  },
});

type Revoke = (form: Parameters<typeof pairsOf>[0], as?: TestClient) => Promise<Exchange>;

async function byGet(lab: Lab, url: string): Promise<Finding> {
  const exchange = await lab.send({ url: `${url}?token=${lab.fresh(8)}` });
  return either(
    statusOf(exchange) !== 200,
    `The response is ${briefly(exchange)}.`,
    "Revocation by GET works.",
    exchange,
  );
}

const REVOKED = ["access-token", "by-another", "refresh-token", "refresh-revokes-access"] as const;

async function revoked(lab: Lab, revoke: Revoke): Promise<Record<(typeof REVOKED)[number], Finding>> {
  const { web, other } = lab.target.clients;
  const nothing = unclear("A client with the code grant is needed.");
  if (web?.redirect_uri === undefined)
    return {
      "access-token": nothing,
      "by-another": nothing,
      "refresh-token": nothing,
      "refresh-revokes-access": nothing,
    };
  const first = await lab.tokens(web);
  const asOther = other && (await revoke({ token: first.access }, other));
  const afterOther = await isAlive(lab, first.access);
  const own = await revoke({ token: first.access });
  const after = await isAlive(lab, first.access);
  const second = await lab.tokens(web, { prompt: "consent" });
  const { refresh } = second;
  const ended = refresh === undefined ? undefined : await revoke({ token: refresh, token_type_hint: "refresh_token" });
  const refreshed = refresh === undefined ? undefined : await lab.refresh(web, refresh);
  const access = await isAlive(lab, second.access);
  const noRefresh = notApplicable("There is no refresh token.");
  return {
    "access-token":
      after === undefined
        ? unclear("Nothing tells whether it works.")
        : either(!after.alive, "It is revoked.", "It still works.", own, after.shows),
    "by-another":
      asOther === undefined || afterOther === undefined
        ? unclear("A second confidential client is needed.")
        : either(afterOther.alive, "It still works.", "Another client revoked it.", asOther, afterOther.shows),
    "refresh-token":
      refreshed === undefined || ended === undefined
        ? noRefresh
        : either(statusOf(refreshed) !== 200, "It is revoked.", "It still works.", ended, refreshed),
    "refresh-revokes-access":
      ended === undefined || access === undefined
        ? noRefresh
        : either(!access.alive, "The access token is revoked.", "The access token still works.", ended, access.shows),
  };
}
