/** Grant management (Grant Management for OAuth 2.0): what a request does with a grant, and who may look it up and end it. */
import { isAlive } from "../alive.ts";
import { CannotTell } from "../cannot-tell.ts";
import { hasBits } from "../entropy.ts";
import { briefly, type Exchange, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import type { Lab, Tokens } from "../lab.ts";
import {
  ACTION,
  does,
  granted,
  grantIdIn,
  isRequired,
  manage,
  managingToken,
  scopesIn,
  usualScopes,
} from "../managed-grants.ts";
import { probe } from "../probe.ts";
import { hasError } from "../redirect.ts";
import { endpoint } from "../target.ts";

const ACTIONS = ["create", "merge", "replace", "query", "revoke"];
/** Eight times as much as any server has grants. */
const BITS = 64;

const unsupported = (action: string): Finding =>
  notApplicable(`grant_management_actions_supported doesn't have ${action}.`);

export const grantRequests = probe({
  does: "Creates and merges grants, and asks for what must be refused.",
  needs: ["grant management", "token endpoint"],
  finds: [
    ...(["actions", "endpoint", "grant-id", "unguessable", "same-id", "id-unknown", "other-client"] as const),
    ...(["action-unknown", "action-required", "public-client"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const { other } = lab.target.clients;
    const first = await granted(lab, client, "create");
    const id = grantIdIn(first.exchange);
    const merging = does(lab, "merge");
    const merge = { [ACTION]: "merge", grant_id: id };
    return {
      ...ofMetadata(lab),
      ...ofId(first.exchange),
      "same-id": merging ? await sameId(lab, id) : unsupported("merge"),
      "id-unknown": merging
        ? hasError(await lab.authorize(client, { ...merge, grant_id: `unknown-${lab.fresh(16)}` }), "invalid_grant_id")
        : unsupported("merge"),
      "other-client": !merging
        ? unsupported("merge")
        : other?.redirect_uri === undefined || id === undefined
          ? unclear("A second confidential client is needed.")
          : hasError(await lab.authorize(other, merge), "invalid_grant_id"),
      "action-unknown": hasError(await lab.authorize(client, { [ACTION]: "nobody-knows-this" }), "invalid_request"),
      "action-required": isRequired(lab)
        ? hasError(await lab.authorize(client), "invalid_request")
        : notApplicable("grant_management_action_required isn't true in the metadata."),
      "public-client": await asPublic(lab),
    };
  },
});

function ofMetadata({ target }: Lab): Record<"actions" | "endpoint", Finding> {
  const { metadata, oauth, openid } = target;
  const { exchange: shows } = oauth.content === undefined ? openid : oauth;
  const { grant_management_actions_supported: actions } = metadata;
  const isList = Array.isArray(actions) && actions.length > 0;
  const unknown = isList ? actions.find((one) => !ACTIONS.includes(one)) : undefined;
  const isManaging = isList && (actions.includes("query") || actions.includes("revoke"));
  const url = endpoint(target, "grant_management");
  return {
    actions: either(
      isList && unknown === undefined,
      "It is a list of known actions.",
      isList ? `It has ${JSON.stringify(unknown)}.` : "It is no list.",
      shows,
    ),
    endpoint: isManaging
      ? either(URL.canParse(url ?? ""), "It is a URL.", "The metadata has no grant_management_endpoint.", shows)
      : notApplicable("Grants can't be queried or revoked."),
  };
}

function ofId(exchange: Exchange): Record<"grant-id" | "unguessable", Finding> {
  const id = grantIdIn(exchange);
  return {
    "grant-id": either(
      id !== undefined && /^[\w.~-]+$/.test(id),
      "There is a grant_id.",
      id === undefined ? "There is no grant_id." : "grant_id has characters that must be escaped in URLs.",
      exchange,
    ),
    unguessable:
      id === undefined
        ? unclear("There is no grant_id.", exchange)
        : either(hasBits(id, BITS), "grant_id is long enough.", `grant_id has ${id.length} characters.`, exchange),
  };
}

async function sameId(lab: Lab, id: string | undefined): Promise<Finding> {
  if (id === undefined) return unclear("There is no grant_id.");
  const { exchange } = await granted(lab, lab.client("web"), "merge", { grant_id: id });
  return either(
    grantIdIn(exchange) === id,
    "grant_id is the same.",
    grantIdIn(exchange) === undefined ? "There is no grant_id." : "grant_id is another one.",
    exchange,
  );
}

/** Refused, or granted without an id. */
async function asPublic(lab: Lab): Promise<Finding> {
  const client = lab.target.clients.public;
  if (client?.redirect_uri === undefined) return unclear("A public client with a redirect_uri is needed.");
  const came = await lab.authorize(client, { [ACTION]: "create" });
  const code = came.landing.returned?.parameters.get("code");
  if (code === undefined || code === null) return held("The request leads to no code.", came.last);
  const exchange = await lab.redeem({ ...came, code });
  return either(
    grantIdIn(exchange) === undefined,
    `The response is ${briefly(exchange)}, without grant_id.`,
    "A public client got a grant_id.",
    exchange,
  );
}

const CHANGED = ["merged", "replaced"] as const;
const LOOKED_UP = ["queried", "no-tokens", "unauthenticated", "without-scope", "by-another", "unknown"] as const;
const ENDED = ["revoked", "refresh-ended", "access-ended"] as const;

export const grantEndpoint = probe({
  does: "Looks up grants and ends them, as their client, as another one and as nobody.",
  needs: ["grant management", "a grant management endpoint", "token endpoint"],
  finds: [...CHANGED, ...LOOKED_UP, ...ENDED],
  async run(lab) {
    const token = await managingToken(lab, lab.client("web"));
    const first = await granted(lab, lab.client("web"), "create");
    const id = grantIdIn(first.exchange);
    if (id === undefined) throw new CannotTell("The token response has no grant_id.", [first.exchange]);
    return {
      ...(await lookedUp(lab, id, token, first)),
      merged: await changed(lab, "merge", token),
      replaced: await changed(lab, "replace", token),
      ...(await ended(lab, id, token, first)),
    };
  },
});

async function lookedUp(
  lab: Lab,
  id: string,
  token: string,
  { access }: Tokens,
): Promise<Record<(typeof LOOKED_UP)[number], Finding>> {
  const act = does(lab, "query") ? "query" : "revoke";
  const whole = act === "query" ? await manage(lab, act, id, token) : undefined;
  const status = async (wanted: number, what: string, by: string | undefined) => {
    const exchange = await manage(lab, act, what, by);
    return either(
      statusOf(exchange) === wanted,
      `The response is ${briefly(exchange)}.`,
      `The response is ${briefly(exchange)} instead of ${wanted}.`,
      exchange,
    );
  };
  return {
    queried: whole === undefined ? unsupported("query") : isGrant(whole),
    "no-tokens": whole === undefined ? unsupported("query") : hasNoTokens(whole),
    unauthenticated: await status(401, id, lab.fresh(32)),
    "without-scope": await status(403, id, access),
    "by-another": whole === undefined ? unsupported("query") : await byAnother(lab, id),
    unknown: await status(404, lab.fresh(23), token),
  };
}

const isGrant = (exchange: Exchange): Finding =>
  either(
    scopesIn(exchange) !== undefined,
    "The response has the scopes.",
    `The response is ${briefly(exchange)}, and has no scopes in their form.`,
    exchange,
  );

const hasNoTokens = (exchange: Exchange): Finding => {
  const found = ["access_token", "refresh_token"].find((name) => Object.hasOwn(jsonOf(exchange) ?? {}, name));
  return either(found === undefined, "There is no token.", `The response has ${found}.`, exchange);
};

async function byAnother(lab: Lab, id: string): Promise<Finding> {
  const { other } = lab.target.clients;
  if (other?.redirect_uri === undefined) return unclear("A second confidential client is needed.");
  const exchange = await manage(lab, "query", id, await managingToken(lab, other));
  return either(
    statusOf(exchange) !== 200,
    `The response is ${briefly(exchange)}.`,
    "Another client can look up the grant.",
    exchange,
  );
}

/** Of a grant of its own, so that what is ended later is whole. */
async function changed(lab: Lab, action: "merge" | "replace", token: string): Promise<Finding> {
  if (!does(lab, action) || !does(lab, "query")) return unsupported(does(lab, action) ? "query" : action);
  const client = lab.client("web");
  const [one = "openid", two] = usualScopes(client).filter((name) => name !== "offline_access");
  if (two === undefined) return unclear("A client with two scopes is needed.");
  const [before, after] = action === "merge" ? [one, `${one} ${two}`] : [`${one} ${two}`, one];
  const grantId = grantIdIn((await granted(lab, client, "create", { scope: before })).exchange);
  if (grantId === undefined) return unclear("The token response has no grant_id.");
  await granted(lab, client, action, { scope: action === "merge" ? two : one, grant_id: grantId });
  const exchange = await manage(lab, "query", grantId, token);
  const scopes = scopesIn(exchange)?.join(" ");
  if (scopes === undefined) return unclear("The query of the grant returns no scopes.", exchange);
  return either(
    scopes === after.split(" ").sort().join(" "),
    `The grant has ${scopes}.`,
    `The grant has ${scopes} instead of ${after}.`,
    exchange,
  );
}

async function ended(
  lab: Lab,
  id: string,
  token: string,
  { access, refresh }: Tokens,
): Promise<Record<(typeof ENDED)[number], Finding>> {
  if (!does(lab, "revoke")) {
    const none = unsupported("revoke");
    return { revoked: none, "refresh-ended": none, "access-ended": none };
  }
  const exchange = await manage(lab, "revoke", id, token);
  const after = await manage(lab, does(lab, "query") ? "query" : "revoke", id, token);
  const isGone = statusOf(after) === 404;
  const alive = await isAlive(lab, access);
  const refreshed = refresh === undefined ? undefined : await lab.refresh(lab.client("web"), refresh);
  return {
    revoked: either(
      statusOf(exchange) === 204 && isGone,
      "The response is 204, and the grant is gone.",
      statusOf(exchange) === 204 ? "The grant is still there." : `The response is ${briefly(exchange)} instead of 204.`,
      exchange,
      after,
    ),
    "refresh-ended":
      refreshed === undefined
        ? notApplicable("There is no refresh token.")
        : either(statusOf(refreshed) !== 200, "It is revoked.", "It still works.", exchange, refreshed),
    "access-ended":
      alive === undefined
        ? unclear("Nothing tells whether it works.")
        : either(!alive.alive, "It is revoked.", "It still works.", exchange, alive.shows),
  };
}
