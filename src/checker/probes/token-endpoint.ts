/** How the token endpoint answers: with tokens, and with errors (RFC 6749 3.2, 5.1, 5.2). */
import { basic } from "../authentication.ts";
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "../exchange.ts";
import { all, broken, either, type Finding, type Findings, held, notApplicable, unclear, worst } from "../finding.ts";
import { hasError, json, noStore, refused } from "../json-responses.ts";
import { type Lab, pairsOf, tokensIn } from "../lab.ts";
import { probe } from "../probe.ts";
import { listed, type TestClient } from "../target.ts";

const GRANT = { grant_type: "client_credentials" };

/** Refused, or led to a page: there is no token in it. */
const notAnswered = (exchange: Exchange): Finding =>
  [301, 302, 303].includes(statusOf(exchange))
    ? held(`The response is ${briefly(exchange)}.`, exchange)
    : refused(exchange);

export const tokenResponse = probe({
  does: "Gets a token with the client credentials grant.",
  needs: ["token endpoint", "client credentials"],
  finds: ["no-store", "json", "token-type", "expires-in", "no-refresh-token", "scope-told"],
  async run(lab) {
    const exchange = await lab.token(lab.client("service"), GRANT, { scope: lab.client("service").scope });
    const { refresh } = tokensIn(exchange);
    const { token_type, expires_in, scope } = jsonOf(exchange) ?? {};
    const asked = lab.client("service").scope;
    return {
      "no-store": noStore(exchange),
      json: json(exchange),
      "token-type": either(
        typeof token_type === "string" && /^(bearer|dpop|n_a)$/i.test(token_type),
        `token_type is ${token_type}.`,
        `token_type is ${JSON.stringify(token_type)}.`,
        exchange,
      ),
      "expires-in": either(
        typeof expires_in === "number" && expires_in > 0,
        `expires_in is ${expires_in} seconds.`,
        `expires_in is ${JSON.stringify(expires_in)} instead of a number of seconds.`,
        exchange,
      ),
      "no-refresh-token": either(
        refresh === undefined,
        "There is no refresh token.",
        "There is a refresh token.",
        exchange,
      ),
      "scope-told":
        asked === undefined
          ? notApplicable("No scope was asked for.")
          : either(
              scope === undefined || typeof scope === "string",
              scope === undefined ? "What was asked for was granted." : `scope is ${scope}.`,
              `scope is ${JSON.stringify(scope)}.`,
              exchange,
            ),
    };
  },
});

/** Whether the form of errors is right. */
const FORM = {
  "error-json": json,
  "error-no-store": noStore,
  "error-ascii": ascii,
  "error-status": status,
  "error-uri": errorUri,
  "error-no-secret": repeatsSecret,
};

function formOf(errors: readonly Exchange[]): Findings<keyof typeof FORM> {
  const names = Object.keys(FORM) as (keyof typeof FORM)[];
  const [first, ...rest] = errors;
  if (first === undefined) return all(names, unclear("Nothing was refused."));
  const entries = names.map((name) => [name, worst([FORM[name](first), ...rest.map(FORM[name])])]);
  return Object.fromEntries(entries) as Findings<keyof typeof FORM>;
}

/** RFC 6749 5.2: the characters of `error` and `error_description`. */
const ALLOWED = /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/;

function ascii(exchange: Exchange): Finding {
  const { error, error_description: description } = jsonOf(exchange) ?? {};
  const wrong = [error, description].find(
    (one) => one !== undefined && !(typeof one === "string" && ALLOWED.test(one)),
  );
  return either(
    wrong === undefined && typeof error === "string" && error !== "",
    "error and error_description have only the allowed characters.",
    wrong === undefined
      ? "The response has no error code."
      : `${JSON.stringify(wrong)} has characters that are not allowed.`,
    exchange,
  );
}

function status(exchange: Exchange): Finding {
  return either(
    [400, 401].includes(statusOf(exchange)),
    `The status is ${statusOf(exchange)}.`,
    `The status is ${statusOf(exchange)} instead of 400, or 401 for a client that isn't authenticated.`,
    exchange,
  );
}

function errorUri(exchange: Exchange): Finding {
  const { error_uri: uri } = jsonOf(exchange) ?? {};
  if (uri === undefined) return notApplicable("The response has no error_uri.", exchange);
  return either(
    typeof uri === "string" && /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(uri) && URL.canParse(uri),
    "error_uri is a URL.",
    `error_uri is ${JSON.stringify(uri)}.`,
    exchange,
  );
}

function repeatsSecret(exchange: Exchange): Finding {
  const secrets = new URLSearchParams(exchange.sent.body ?? "").getAll("client_secret").filter((one) => one.length > 3);
  return either(
    !secrets.some((secret) => exchange.came?.body.includes(secret)),
    "The response doesn't repeat the secret.",
    "The response repeats the client secret that was sent.",
    exchange,
  );
}

export const tokenErrors = probe({
  does: "Sends token requests that must be refused.",
  needs: ["token endpoint", "client secret"],
  finds: [
    ...([
      "grant-type-absent",
      "grant-type-unknown",
      "password-off",
      "repeated",
      "get-refused",
      "json-body-refused",
    ] as const),
    ...([
      "unknown-parameter-ignored",
      "empty-parameter-omitted",
      "scope-unknown",
      "scope-wrong-case",
      "default-scope",
    ] as const),
    ...(Object.keys(FORM) as (keyof typeof FORM)[]),
  ],
  async run(lab) {
    const client = lab.target.clients.service ?? lab.client("web");
    const absent = await lab.token(client, {});
    const unknown = await lab.token(client, { grant_type: "urn:example:no-such-grant" });
    const password = await lab.token(client, { grant_type: "password", username: "nobody", password: lab.fresh() });
    const repeated = await lab.token(client, {
      grant_type: ["client_credentials", "client_credentials"],
      scope: client.scope,
    });
    const wrongSecret = await lab.token(withWrongSecret(lab, client), GRANT);
    const errors = [absent, unknown, password, repeated, wrongSecret].filter((one) => statusOf(one) !== 200);
    return {
      "grant-type-absent": hasError(absent, "invalid_request"),
      "grant-type-unknown": hasError(unknown, "unsupported_grant_type"),
      "password-off": either(
        ["unsupported_grant_type", "unauthorized_client"].includes(errorOf(password) ?? "") ||
          isSameRefusal(password, unknown),
        `The response is ${briefly(password)}.`,
        `The response is ${briefly(password)}, so the password grant exists.`,
        password,
      ),
      repeated: hasError(repeated, "invalid_request"),
      "get-refused": notAnswered(await getInstead(lab, client)),
      "json-body-refused": refused(await jsonInstead(lab, client)),
      ...(await scopes(lab)),
      ...formOf(errors),
    };
  },
});

/** Whatever the error is, the server makes no difference between the two. */
const isSameRefusal = (one: Exchange, other: Exchange): boolean =>
  statusOf(one) >= 400 && statusOf(one) === statusOf(other) && one.came?.body === other.came?.body;

/** Its secret is in the form, where an error could repeat it. */
const withWrongSecret = (lab: Lab, client: TestClient): TestClient => ({
  ...client,
  client_secret: lab.fresh(),
  token_endpoint_auth_method: "client_secret_post",
});

/** The same request with its parameters in the URL (RFC 6749 3.2: POST). */
function getInstead(lab: Lab, { client_id, client_secret = "", scope }: TestClient): Promise<Exchange> {
  const url = new URL(lab.endpoint("token"));
  for (const [name, value] of pairsOf({ ...GRANT, scope })) url.searchParams.set(name, value);
  return lab.send({ url: url.href, method: "GET", headers: { authorization: basic(client_id, client_secret) } });
}

function jsonInstead(lab: Lab, { client_id, client_secret = "", scope }: TestClient): Promise<Exchange> {
  const headers = { authorization: basic(client_id, client_secret), "content-type": "application/json" };
  return lab.send({ url: lab.endpoint("token"), headers, body: JSON.stringify({ ...GRANT, scope }) });
}

/** What only a client that may use the grant can show. */
async function scopes(lab: Lab) {
  const { service } = lab.target.clients;
  if (service === undefined)
    return all(
      ["unknown-parameter-ignored", "empty-parameter-omitted", "scope-unknown", "scope-wrong-case", "default-scope"],
      unclear("A client with the client credentials grant is needed."),
    );
  const usual = { ...GRANT, scope: service.scope };
  const extra = await lab.token(service, { ...usual, nobody_knows_this: "1" });
  const empty = await lab.token(service, { ...usual, resource: "", audience: "" });
  const without = await lab.token(service, GRANT);
  const noScope = `no-such-scope-${lab.fresh(6)}`;
  const unknown = await lab.token(service, { ...GRANT, scope: noScope });
  return {
    "unknown-parameter-ignored": granted(extra),
    "empty-parameter-omitted": granted(empty),
    "scope-unknown": unknownScope(unknown, noScope),
    "scope-wrong-case": isGranted(unknown, noScope)
      ? unclear("Scopes that don't exist are granted.", unknown)
      : await wrongCase(lab, service),
    "default-scope": either(
      errorOf(without) === "invalid_scope" || (statusOf(without) === 200 && typeof jsonOf(without)?.scope === "string"),
      `The response is ${briefly(without)}.`,
      `The response is ${briefly(without)} instead of invalid_scope, or doesn't say which scope was granted.`,
      without,
    ),
  };
}

function isGranted(exchange: Exchange, scope: string): boolean {
  const told = jsonOf(exchange)?.scope;
  return typeof told === "string" && told.split(" ").includes(scope);
}

/** It is refused, or left out; then the response says what was granted. */
function unknownScope(exchange: Exchange, scope: string): Finding {
  if (isGranted(exchange, scope)) return broken("It is granted.", exchange);
  const told = jsonOf(exchange)?.scope;
  return either(
    errorOf(exchange) === "invalid_scope" || (statusOf(exchange) === 200 && told !== undefined),
    `The response is ${briefly(exchange)}.`,
    `The response is ${briefly(exchange)} instead of invalid_scope, and doesn't tell the scope.`,
    exchange,
  );
}

const granted = (exchange: Exchange): Finding =>
  either(statusOf(exchange) === 200, "The request is granted.", `The response is ${briefly(exchange)}.`, exchange);

/** RFC 6749 3.3: scopes are case-sensitive. */
async function wrongCase(lab: Lab, service: TestClient): Promise<Finding> {
  const scope = (service.scope ?? listed(lab.target, "scopes_supported")?.[0] ?? "").split(" ", 1)[0] ?? "";
  const other = scope === scope.toUpperCase() ? scope.toLowerCase() : scope.toUpperCase();
  if (scope === "" || other === scope) return unclear("No scope with letters is known.");
  const exchange = await lab.token(service, { ...GRANT, scope: other });
  const told = jsonOf(exchange)?.scope;
  if (statusOf(exchange) !== 200) return held(`${other} is refused: ${briefly(exchange)}.`, exchange);
  if (typeof told !== "string") return unclear("The response doesn't say which scope was granted.", exchange);
  const granted = told.split(" ");
  return either(
    !granted.includes(scope) && !granted.includes(other),
    `${other} isn't granted.`,
    `${other} is taken for ${scope}.`,
    exchange,
  );
}
