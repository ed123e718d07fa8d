/** Authorization details (RFC 9396): what is refused, and who learns what was granted. */
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { jwtOf } from "../jwt.ts";
import { type Lab, pairsOf, type Tokens, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { hasError } from "../redirect.ts";
import { endpoint, type TestClient } from "../target.ts";

type Detail = Readonly<Record<string, unknown>>;

const ERROR = "invalid_authorization_details";
const UNKNOWN: Detail = { type: "urn:candor:nobody-knows-this" };

/** What must be refused. */
const wrong = (detail: Detail) => ({
  "unknown-type": JSON.stringify([UNKNOWN]),
  "no-type": JSON.stringify([{ ...detail, type: undefined }]),
  "unknown-field": JSON.stringify([{ ...detail, nobody_knows_this: "1" }]),
  "wrong-field": JSON.stringify([{ ...detail, actions: "everything" }]),
  "not-json": `[${JSON.stringify(detail)}`,
  "not-array": JSON.stringify(detail),
});

export const authorizationDetails = probe({
  does: "Asks for authorization details, good ones and bad ones.",
  needs: ["authorization details", "token endpoint"],
  finds: [
    ...(["unknown-type", "no-type", "unknown-field", "wrong-field", "not-json", "not-array", "types"] as const),
    ...(["returned", "not-more", "not-widened", "token-error", "introspected", "in-jwt"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const [detail = {}] = client.authorization_details ?? [];
    const resource = lab.target.api?.resource;
    const details = JSON.stringify([detail]);
    const from = await lab.code(client, { authorization_details: details, prompt: "consent", resource });
    const tokens = { ...tokensIn(await lab.redeem(from, { resource })), from };
    const refusals: Record<string, Finding> = {};
    for (const [name, authorization_details] of Object.entries(wrong(detail)))
      refusals[name] = hasError(await lab.authorize(client, { authorization_details }), ERROR);
    const granted = detailsIn(jsonOf(tokens.exchange));
    return {
      ...(refusals as Record<keyof ReturnType<typeof wrong>, Finding>),
      types: listedTypes(lab, detail),
      returned: has(granted, detail, tokens.exchange),
      "not-more": either(
        (granted ?? []).every(({ type }) => type === detail.type),
        "There is no other type.",
        `There is ${JSON.stringify(granted)}.`,
        tokens.exchange,
      ),
      "not-widened": await widened(lab, client, tokens),
      "token-error": await atToken(lab),
      introspected: await introspected(lab, client, tokens, detail),
      "in-jwt": inJwt(tokens, detail),
    };
  },
});

function detailsIn(members: Detail | undefined): readonly Detail[] | undefined {
  const details = members?.authorization_details;
  return Array.isArray(details) ? details : undefined;
}

const has = (details: readonly Detail[] | undefined, { type }: Detail, shows: Exchange): Finding =>
  either(
    details?.some((one) => one.type === type) === true,
    "The details are there.",
    details === undefined ? "There is no authorization_details." : `There is ${JSON.stringify(details)}.`,
    shows,
  );

function listedTypes(lab: Lab, { type }: Detail): Finding {
  const { oauth, openid, metadata } = lab.target;
  const { authorization_details_types_supported: types } = metadata;
  const names = Array.isArray(types) && types.every((one) => typeof one === "string" && one !== "") ? types : undefined;
  return either(
    names?.includes(type) === true,
    "It is a list, and has the type.",
    names === undefined ? "It is no list of names." : `It lacks ${type}, which is accepted.`,
    (oauth.content === undefined ? openid : oauth).exchange,
  );
}

/** With details that nobody granted: all of the client's, or an action that it never asked for. */
async function widened(lab: Lab, client: TestClient, { refresh }: Tokens): Promise<Finding> {
  if (refresh === undefined) return notApplicable("There is no refresh token.");
  const [detail = {}, ...others] = client.authorization_details ?? [];
  const { actions } = detail;
  const more = { ...detail, actions: [...(Array.isArray(actions) ? actions : []), "candor-everything"] };
  const asked = others.length > 0 ? [detail, ...others] : [more];
  const resource = lab.target.api?.resource;
  const exchange = await lab.refresh(client, refresh, { authorization_details: JSON.stringify(asked), resource });
  if (statusOf(exchange) !== 200)
    return either(errorOf(exchange) !== undefined, `The response is ${briefly(exchange)}.`, "It fails.", exchange);
  const got = JSON.stringify(detailsIn(jsonOf(exchange)) ?? []);
  const isMore = others.some(({ type }) => got.includes(JSON.stringify(type))) || got.includes("candor-everything");
  return either(!isMore, "What wasn't granted is left out.", "The response has details that nobody granted.", exchange);
}

/** RFC 9396 8. */
async function atToken(lab: Lab): Promise<Finding> {
  const { service } = lab.target.clients;
  if (service === undefined) return unclear("A client with the client credentials grant is needed.");
  const details = { grant_type: "client_credentials", authorization_details: JSON.stringify([UNKNOWN]) };
  const exchange = await lab.token(service, details);
  return either(
    errorOf(exchange) === ERROR,
    `The error is ${ERROR}.`,
    `The response is ${briefly(exchange)} instead of ${ERROR}.`,
    exchange,
  );
}

async function introspected(lab: Lab, client: TestClient, { access }: Tokens, detail: Detail): Promise<Finding> {
  const url = endpoint(lab.target, "introspection");
  if (url === undefined) return notApplicable("The metadata has no introspection_endpoint.");
  const exchange = await lab.send(lab.asClient(client, url, pairsOf({ token: access })));
  if (jsonOf(exchange)?.active !== true) return unclear(`The response is ${briefly(exchange)}, not active.`, exchange);
  return has(detailsIn(jsonOf(exchange)), detail, exchange);
}

function inJwt({ access, exchange }: Tokens, detail: Detail): Finding {
  const token = access.split(".").length === 3 ? jwtOf(access) : undefined;
  if (token === undefined) return notApplicable("The access token isn't a JWT.", exchange);
  return has(detailsIn(token.claims), detail, exchange);
}
