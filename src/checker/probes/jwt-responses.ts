/** Responses that are signed JWTs (JWT Secured Authorization Response Mode). */
import { briefly, type Exchange, statusOf } from "../exchange.ts";
import { all, either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import { isSignedBy, type Jwt, jwtOf, keySet } from "../jwt.ts";
import type { Authorized, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { listed, type TestClient } from "../target.ts";

/** Seconds that a response should last at most. */
const LONGEST = 600;

/** What came to the redirect URI, before any JWT is opened. */
const cameTo = ({ landing }: Authorized): URLSearchParams =>
  landing.returned?.sealed ?? landing.returned?.parameters ?? new URLSearchParams();

const responseIn = (authorized: Authorized): string | undefined => cameTo(authorized).get("response") ?? undefined;

const CLAIMS = ["iss", "aud", "exp", "short-lived", "state", "signed", "not-none", "alone", "code"] as const;

export const jwtResponses = probe({
  does: "Asks for responses as JWTs in every mode, and verifies them.",
  needs: ["JWT responses", "JWKS", "token endpoint"],
  finds: [...CLAIMS, "query", "fragment", "form-post", "default", "errors"],
  async run(lab) {
    const client = lab.client("web");
    const modes = listed(lab.target, "response_modes_supported") ?? [];
    const inMode = async (mode: string, as: "query" | "fragment" | "form_post"): Promise<Finding> =>
      modes.includes(mode)
        ? cameBy(await lab.authorize(client, { response_mode: mode }), as)
        : notApplicable(`${mode} isn't listed.`);
    const mode = modes.find((one) => /(^|\.)jwt$/.test(one)) ?? "jwt";
    return {
      ...(await claims(lab, client, mode)),
      query: await inMode("query.jwt", "query"),
      fragment: await inMode("fragment.jwt", "fragment"),
      "form-post": await inMode("form_post.jwt", "form_post"),
      default: await inMode("jwt", "query"),
      errors: await errors(lab, client, mode),
    };
  },
});

function cameBy(authorized: Authorized, as: string): Finding {
  const { landing, last } = authorized;
  if (landing.returned === undefined) return either(false, "", `The response is ${briefly(last)}.`, last);
  const { mode } = landing.returned;
  if (responseIn(authorized) === undefined) return either(false, "", "There is no parameter response.", last);
  return either(mode === as, `The response came by ${mode}.`, `The response came by ${mode} instead of ${as}.`, last);
}

async function claims(lab: Lab, client: TestClient, mode: string): Promise<Record<(typeof CLAIMS)[number], Finding>> {
  const authorized = await lab.authorize(client, { response_mode: mode });
  const { last, state } = authorized;
  const response = responseIn(authorized);
  const jwt = jwtOf(response ?? "");
  if (response === undefined || jwt === undefined)
    return all(CLAIMS, unclear("The response is no JWT that can be read.", last));
  const { iss, aud, exp } = jwt.claims;
  const now = lab.now() / 1000;
  const has = (name: string, isFine: boolean, wanted: string): Finding =>
    either(isFine, `${name} is fine.`, `${name} is ${JSON.stringify(jwt.claims[name])} instead of ${wanted}.`, last);
  return {
    iss: has("iss", iss === lab.target.issuer, "the issuer"),
    aud: has("aud", [aud].flat().includes(client.client_id), "the client's id"),
    exp: has("exp", typeof exp === "number" && exp > now - 60, "a time that is still to come"),
    "short-lived": has("exp", typeof exp !== "number" || exp <= now + LONGEST + 60, "ten minutes from now at most"),
    state: has("state", jwt.claims.state === state, "that of the request"),
    signed: either(
      await isSignedBy(await keySet(lab), response),
      "A key of the server made the signature.",
      "No key of the server made the signature.",
      last,
    ),
    "not-none": either(jwt.header.alg !== "none", `alg is ${jwt.header.alg}.`, "alg is none.", last),
    alone: alone(cameTo(authorized), last),
    code: await redeems(lab, authorized, jwt),
  };
}

/** Parameters that aren't signed (RFC 9207 allows iss, which is in the JWT already). */
function alone(parameters: URLSearchParams, last: Exchange): Finding {
  const plain = [...parameters.keys()].filter((name) => ["code", "state", "access_token", "id_token"].includes(name));
  return either(plain.length === 0, "There is nothing beside the JWT.", `${plain} is there without a signature.`, last);
}

async function redeems(lab: Lab, authorized: Authorized, { claims: { code } }: Jwt): Promise<Finding> {
  if (typeof code !== "string") return either(false, "", "There is no code in the JWT.", authorized.last);
  const exchange = await lab.redeem({ ...authorized, code });
  return either(
    statusOf(exchange) === 200,
    "The code in the JWT gives tokens.",
    `The code is refused: ${briefly(exchange)}.`,
    authorized.last,
    exchange,
  );
}

async function errors(lab: Lab, client: TestClient, mode: string): Promise<Finding> {
  const authorized = await lab.authorizeUnknown(client, { response_mode: mode, prompt: "none" });
  const { landing, last } = authorized;
  if (landing.returned === undefined) return unclear("No error came to the redirect URI.", last);
  const { error } = jwtOf(responseIn(authorized) ?? "")?.claims ?? {};
  return typeof error === "string"
    ? held(`The JWT has error=${error}.`, last)
    : either(false, "", "The error isn't in a JWT.", last);
}
