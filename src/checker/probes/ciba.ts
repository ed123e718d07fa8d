/** Client-initiated backchannel authentication (OpenID Connect CIBA Core 1.0): requests, and what comes while the user decides. */
import { hasBits } from "../entropy.ts";
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { CIBA_GRANT } from "../grant-types.ts";
import { hasError, json, noStore, refused } from "../json-responses.ts";
import { CannotTell, type Changes, type Lab, pairsOf } from "../lab.ts";
import { probe } from "../probe.ts";
import { jws, unsigned } from "../sign.ts";
import { listed, type TestClient } from "../target.ts";

const MODES = ["poll", "ping", "push"];

/** An authentication request, and what the server calls it. */
export interface Started {
  readonly exchange: Exchange;
  readonly id: string;
}

export function ask(lab: Lab, changes: Changes = {}, as: TestClient = lab.client("ciba")): Promise<Exchange> {
  const { scope = "openid", login_hint } = as;
  const form = pairsOf({ scope, login_hint }, changes);
  return lab.send(lab.asClient(as, lab.endpoint("backchannel_authentication"), form));
}

/** Throws `CannotTell` if the server asks nobody. */
export async function start(lab: Lab, changes: Changes = {}, as: TestClient = lab.client("ciba")): Promise<Started> {
  const exchange = await ask(lab, changes, as);
  const id = jsonOf(exchange)?.auth_req_id;
  if (statusOf(exchange) !== 200 || typeof id !== "string")
    throw new CannotTell(`The authentication request was refused: ${briefly(exchange)}.`, [exchange]);
  return { exchange, id };
}

/** What asks for the tokens. */
export const redeeming = (auth_req_id: string | undefined): Changes => ({ grant_type: CIBA_GRANT, auth_req_id });

export const poll = (lab: Lab, id: string | undefined, as: TestClient = lab.client("ciba")): Promise<Exchange> =>
  lab.token(as, redeeming(id));

const isPositive = (value: unknown): boolean => typeof value === "number" && value > 0;

export const ciba = probe({
  does: "Has the user asked by backchannel authentication requests, good ones and bad ones.",
  needs: ["CIBA", "token endpoint"],
  finds: [
    ...(["modes", "listed", "user-code", "no-none", "members", "json", "no-store", "interval"] as const),
    ...(["characters", "bits", "secret", "nobody", "get", "no-hint", "two-hints"] as const),
    ...(["unknown-user", "forged-hint", "no-openid"] as const),
  ],
  async run(lab) {
    const client = lab.client("ciba");
    const url = lab.endpoint("backchannel_authentication");
    const { login_hint } = client;
    const claims = { iss: lab.target.issuer, sub: login_hint, aud: client.client_id, exp: 1, iat: 0 };
    const forged = jws({ alg: "none" }, claims, unsigned);
    const scopes = (client.scope ?? "openid").split(" ").filter((one) => one !== "openid");
    const byGet = await lab.send({
      url: `${url}?${new URLSearchParams({ scope: "openid", login_hint: login_hint ?? "" })}`,
    });
    return {
      ...ofMetadata(lab),
      ...ofResponse(await start(lab)),
      secret:
        client.client_secret === undefined
          ? notApplicable("The client has no secret.")
          : hasError(await ask(lab, {}, { ...client, client_secret: lab.fresh() }), "invalid_client"),
      nobody: refused(await lab.send({ url, form: pairsOf({ scope: "openid", login_hint }) })),
      get: either(
        jsonOf(byGet)?.auth_req_id === undefined,
        `The response is ${briefly(byGet)}.`,
        "An authentication request by GET works.",
        byGet,
      ),
      "no-hint": hasError(await ask(lab, { login_hint: undefined }), "invalid_request"),
      "two-hints": hasError(await ask(lab, { id_token_hint: forged }), "invalid_request"),
      "unknown-user": hasError(await ask(lab, { login_hint: `nobody-${lab.fresh(9)}` }), "unknown_user_id"),
      "forged-hint": refused(await ask(lab, { login_hint: undefined, id_token_hint: forged })),
      "no-openid":
        scopes.length === 0
          ? refused(await ask(lab, { scope: undefined }))
          : refused(await ask(lab, { scope: scopes.join(" ") })),
    };
  },
});

function ofMetadata({ target }: Lab): Record<"modes" | "listed" | "user-code" | "no-none", Finding> {
  const { metadata, oauth, openid } = target;
  const { exchange: shows } = oauth.content === undefined ? openid : oauth;
  const { backchannel_token_delivery_modes_supported: modes, backchannel_user_code_parameter_supported: code } =
    metadata;
  const algs = listed(target, "backchannel_authentication_request_signing_alg_values_supported");
  const areModes = Array.isArray(modes) && modes.length > 0 && modes.every((one) => MODES.includes(one));
  return {
    modes: either(areModes, `It has ${modes}.`, `It is ${JSON.stringify(modes) ?? "missing"}.`, shows),
    listed: either(
      listed(target, "grant_types_supported")?.includes(CIBA_GRANT) ?? false,
      "The grant is listed.",
      "grant_types_supported lacks the CIBA grant.",
      shows,
    ),
    "user-code":
      code === undefined
        ? notApplicable("It is omitted.", shows)
        : either(typeof code === "boolean", `It is ${code}.`, `It is ${JSON.stringify(code)}.`, shows),
    "no-none":
      algs === undefined
        ? notApplicable("Authentication requests can't be signed.", shows)
        : either(!algs.includes("none"), "none isn't listed.", "none is listed.", shows),
  };
}

function ofResponse({ exchange, id }: Started) {
  const { expires_in: expires, interval } = jsonOf(exchange) ?? {};
  return {
    members: either(
      isPositive(expires),
      `The user has ${expires} seconds.`,
      `expires_in is ${JSON.stringify(expires) ?? "missing"}.`,
      exchange,
    ),
    json: json(exchange),
    "no-store": noStore(exchange),
    interval: either(
      interval === undefined || isPositive(interval),
      interval === undefined ? "There is no interval, so it is 5 seconds." : `interval is ${interval} seconds.`,
      `interval is ${JSON.stringify(interval)} instead of a number of seconds.`,
      exchange,
    ),
    characters: either(/^[\w.-]+$/.test(id), "It has no other ones.", `It is ${JSON.stringify(id)}.`, exchange),
    bits: either(
      hasBits(id, 128),
      "It is long enough.",
      `It has ${id.length} characters, too few for 128 bits.`,
      exchange,
    ),
  };
}

export const cibaTokens = probe({
  does: "Polls for tokens while nobody has decided on a backchannel authentication request.",
  needs: ["CIBA", "token endpoint"],
  finds: ["pending", "slow-down", "absent", "unknown", "bound", "expired"],
  async run(lab) {
    const { id } = await start(lab);
    const first = await poll(lab, id);
    if (statusOf(first) === 200) throw new CannotTell("The user is signed in without being asked.", [first]);
    const second = await poll(lab, id);
    return {
      pending: either(
        errorOf(first) === "authorization_pending" && statusOf(first) === 400,
        "The response is 400 authorization_pending.",
        `The response is ${briefly(first)} instead of 400 authorization_pending.`,
        first,
      ),
      "slow-down": hasError(second, "slow_down"),
      absent: hasError(await poll(lab, undefined), "invalid_request"),
      unknown: hasError(await poll(lab, lab.fresh(32)), "invalid_grant"),
      bound: await byAnother(lab),
      expired: await expired(lab),
    };
  },
});

async function byAnother(lab: Lab): Promise<Finding> {
  const { other } = lab.target.clients;
  if (other === undefined) return unclear("A second client with the CIBA grant is needed: clients.other.");
  const exchange = await poll(lab, (await start(lab)).id, other);
  return errorOf(exchange) === "unauthorized_client"
    ? unclear("The second client hasn't got the CIBA grant.", exchange)
    : hasError(exchange, "invalid_grant");
}

/** How often it is looked at whether it has expired, in milliseconds. */
const PAUSE = 1_000;

/** With the shortest time that may be asked for. */
async function expired(lab: Lab): Promise<Finding> {
  const { exchange: started, id } = await start(lab, { requested_expiry: "1" });
  const { expires_in: seconds } = jsonOf(started) ?? {};
  if (typeof seconds !== "number" || seconds >= lab.patience)
    return unclear(`The user has ${seconds} seconds. The patience of the check is too short.`, started);
  const until = lab.now() + lab.patience * 1_000;
  for (;;) {
    await lab.wait(PAUSE);
    const exchange = await poll(lab, id);
    const isWaiting = ["authorization_pending", "slow_down"].includes(errorOf(exchange) ?? "");
    if (!isWaiting || lab.now() >= until) return hasError(exchange, "expired_token");
  }
}
