/** Which clients a server registers, and what it says of them (RFC 7591 2 and 3, OpenID Connect Dynamic Client Registration 2). */
import { hasBits } from "../entropy.ts";
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { json, noStore, refused } from "../json-responses.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { clientBy, isRegistered, REDIRECT_URI, type Registrar, registeredBy, registrarOf } from "../registrar.ts";
import type { Metadata } from "../target.ts";

export const registration = probe({
  does: "Registers clients that are as they should be.",
  needs: ["registration"],
  finds: [
    ...(["created", "json", "no-store", "id-unique", "secret-unique", "secret-bits", "secret-expires"] as const),
    ...(["all-returned", "usable", "public-without-secret", "unknown-ignored", "id-not-chosen"] as const),
  ],
  async run(lab) {
    const registrar = registrarOf(lab);
    try {
      return await good(lab, registrar);
    } finally {
      await registrar.clear();
    }
  },
});

async function good(lab: Lab, { ask }: Registrar) {
  const first = await ask();
  const one = registeredBy(first);
  const second = await ask();
  const other = registeredBy(second);
  const open = await ask({ token_endpoint_auth_method: "none" });
  const wanted = `candor-check-${lab.fresh(9)}`;
  const chosen = await ask({ client_id: wanted });
  return {
    created: either(statusOf(first) === 201, "The response is 201.", `The response is ${briefly(first)}.`, first),
    json: json(first),
    "no-store": noStore(first),
    "id-unique": either(
      one.client_id !== other.client_id,
      "Two clients have two identifiers.",
      "Two clients have the same client_id.",
      first,
      second,
    ),
    ...secrets(one, other, first, second),
    "all-returned": allReturned(one, first),
    usable: await usable(lab, first),
    "public-without-secret": !isRegistered(open)
      ? notApplicable("The server registers no public clients.", open)
      : either(
          jsonOf(open)?.token_endpoint_auth_method !== "none" || jsonOf(open)?.client_secret === undefined,
          "There is no client_secret.",
          "A client that doesn't authenticate has a client_secret.",
          open,
        ),
    "unknown-ignored": created(await ask({ nobody_knows_this: "1" })),
    "id-not-chosen": either(
      jsonOf(chosen)?.client_id !== wanted,
      "The server chooses the identifier.",
      "The client has the identifier that it asked for.",
      chosen,
    ),
  };
}

const created = (exchange: Exchange): Finding =>
  either(
    isRegistered(exchange),
    "The client is registered.",
    `The response is ${briefly(exchange)}; the client should be registered.`,
    exchange,
  );

function secrets(one: Metadata, other: Metadata, first: Exchange, second: Exchange) {
  const secret = one.client_secret;
  if (typeof secret !== "string") {
    const none = notApplicable("The server issues no secret.", first);
    return { "secret-unique": none, "secret-bits": none, "secret-expires": none };
  }
  const expires = one.client_secret_expires_at;
  return {
    "secret-unique": either(
      secret !== other.client_secret,
      "Two clients have two secrets.",
      "Two clients have the same secret.",
      first,
      second,
    ),
    "secret-bits": either(
      hasBits(secret, 128),
      "It is long enough for 128 bits.",
      `It has ${secret.length} characters, too few for 128 bits.`,
      first,
    ),
    "secret-expires": either(
      typeof expires === "number" && expires >= 0,
      `client_secret_expires_at is ${expires}.`,
      `client_secret_expires_at is ${JSON.stringify(expires)} instead of a number.`,
      first,
    ),
  };
}

/** What was asked for is returned, or what the server made of it. */
function allReturned(one: Metadata, exchange: Exchange): Finding {
  const missing = ["redirect_uris", "grant_types", "response_types", "token_endpoint_auth_method"].filter(
    (name) => one[name] === undefined,
  );
  return either(
    missing.length === 0,
    "What was asked for is returned.",
    `The response lacks ${missing.join(", ")}.`,
    exchange,
  );
}

/** The token endpoint knows the client. */
async function usable(lab: Lab, exchange: Exchange): Promise<Finding> {
  const code = { grant_type: "authorization_code", code: lab.fresh(), redirect_uri: REDIRECT_URI };
  const asked = await lab.token(clientBy(exchange), { ...code, code_verifier: lab.fresh(32) });
  if (asked.came === undefined) return unclear(`There was no response: ${asked.failure}.`, asked);
  return either(
    errorOf(asked) !== "invalid_client",
    `The token endpoint responds ${briefly(asked)}.`,
    "The token endpoint doesn't know the client.",
    exchange,
    asked,
  );
}

export const registrationErrors = probe({
  does: "Asks for clients that must not be registered.",
  needs: ["registration"],
  finds: [
    ...(["redirect-required", "redirect-invalid", "redirect-fragment", "redirect-http", "redirect-script"] as const),
    ...(["redirect-error", "error-form", "not-json", "method-unknown", "grant-unknown", "inconsistent"] as const),
    ...(["two-key-sets", "get-refused", "form-refused", "statement-forged", "native-http"] as const),
  ],
  async run(lab) {
    const registrar = registrarOf(lab);
    try {
      return await bad(lab, registrar);
    } finally {
      await registrar.clear();
    }
  },
});

const to = (uri: string): Metadata => ({ redirect_uris: [uri] });

async function bad(lab: Lab, { ask }: Registrar) {
  registeredBy(await ask());
  const none = await ask({ redirect_uris: undefined });
  const invalid = await ask(to("no URI"));
  const fragment = await ask(to(`${REDIRECT_URI}#here`));
  const without = async (name: string, value: string | readonly string[]): Promise<Finding> => {
    const exchange = await ask({ [name]: value });
    const found = jsonOf(exchange)?.[name];
    return refusedOr(exchange, JSON.stringify(found) !== JSON.stringify(value), `${name} isn't what was asked for.`);
  };
  const url = lab.endpoint("registration");
  const { target } = lab;
  const isOpenId = target.openid.content !== undefined;
  return {
    "redirect-required": refused(none),
    "redirect-invalid": refused(invalid),
    "redirect-fragment": refused(fragment),
    "redirect-http": refused(await ask(to("http://client.example/callback"))),
    "redirect-script": refused(await ask(to("javascript:alert(1)"))),
    "redirect-error": isRegistered(invalid)
      ? unclear("It isn't refused.", invalid)
      : either(
          errorOf(invalid) === "invalid_redirect_uri",
          "The response is invalid_redirect_uri.",
          `The response is ${briefly(invalid)} instead of invalid_redirect_uri.`,
          invalid,
        ),
    "error-form": errorForm([none, invalid, fragment]),
    "not-json": refused(await sendBody(lab, url, "{", "application/json")),
    "method-unknown": await without("token_endpoint_auth_method", "no_such_method"),
    "grant-unknown": await without("grant_types", ["authorization_code", "no_such_grant"]),
    inconsistent: await inconsistent(ask),
    "two-key-sets": await twoKeySets(ask),
    "get-refused": refused(await lab.send({ url })),
    "form-refused": await formRefused(lab, url),
    "statement-forged": await forgedStatement(ask),
    "native-http": isOpenId
      ? refused(await ask({ ...to("http://client.example/callback"), application_type: "native" }))
      : notApplicable("The server is no OpenID Provider."),
  };
}

/** Either the request is refused, or the server has replaced what it doesn't allow (RFC 7591 3.2.1). */
function refusedOr(exchange: Exchange, replaced: boolean, because: string): Finding {
  if (!isRegistered(exchange)) return refused(exchange);
  return either(replaced, because, "The client is registered as it asked.", exchange);
}

async function inconsistent(ask: Registrar["ask"]): Promise<Finding> {
  const exchange = await ask({ grant_types: ["client_credentials"], response_types: ["code"] });
  const { grant_types: grants, response_types: types } = jsonOf(exchange) ?? {};
  const fits =
    grants === undefined ||
    (Array.isArray(grants) && grants.includes("authorization_code")) ||
    !(Array.isArray(types) && types.length > 0);
  return refusedOr(exchange, fits, "What is registered fits together.");
}

async function twoKeySets(ask: Registrar["ask"]): Promise<Finding> {
  const exchange = await ask({ jwks_uri: "https://client.example/jwks", jwks: { keys: [] } });
  const { jwks, jwks_uri } = jsonOf(exchange) ?? {};
  return refusedOr(exchange, jwks === undefined || jwks_uri === undefined, "One of them is left.");
}

function errorForm(refusals: readonly Exchange[]): Finding {
  const [first, ...rest] = refusals.filter((one) => one.came !== undefined && !isRegistered(one));
  if (first === undefined) return unclear("Nothing is refused.");
  const wrong = [first, ...rest].find((one) => statusOf(one) !== 400 || !/^[\x20-\x7e]+$/.test(errorOf(one) ?? ""));
  return either(
    wrong === undefined,
    "Errors are 400, and JSON with error.",
    `The response is ${briefly(wrong ?? first)} instead of 400 and JSON with error.`,
    wrong ?? first,
  );
}

function sendBody(lab: Lab, url: string, body: string, type: string): Promise<Exchange> {
  const { initialAccessToken: token } = lab.target;
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return lab.send({ url, method: "POST", headers: { "content-type": type, ...authorization }, body });
}

/** A page of another site can send a form, and this media type, without asking. */
async function formRefused(lab: Lab, url: string): Promise<Finding> {
  const body = JSON.stringify({ redirect_uris: [REDIRECT_URI], client_name: "candor check" });
  return refused(await sendBody(lab, url, body, "text/plain"));
}

async function forgedStatement(ask: Registrar["ask"]): Promise<Finding> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const name = "candor check by a forged statement";
  const software_statement = `${part({ alg: "none" })}.${part({ iss: "https://nobody.example", client_name: name })}.`;
  const exchange = await ask({ software_statement });
  return refusedOr(exchange, jsonOf(exchange)?.client_name !== name, "What the statement says isn't believed.");
}
