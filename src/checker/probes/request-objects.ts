/** Request objects (RFC 9101, OpenID Connect Core 6): what of them is verified, and what beside them is used. */
import { briefly, type Exchange, jsonOf, statusOf } from "../exchange.ts";
import { broken, either, type Finding, held, notApplicable, unclear } from "../finding.ts";
import type { Authorized, Changes, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { notSentTo, wasGranted, wasRefused } from "../redirect.ts";
import {
  byObject,
  haveSameKey,
  type ObjectChanges,
  objectRequest,
  requestObject,
  tampered,
} from "../request-object.ts";
import { unsigned } from "../sign.ts";
import { endpoint, listed, type TestClient } from "../target.ts";

const ELSEWHERE = "https://attacker.example/callback";
const HOUR = 3600;

/** Objects that must be refused. */
const WRONG = {
  unsigned: { header: { alg: "none" }, signer: unsigned },
  "empty-signature": { signer: unsigned },
  audience: { claims: { aud: "https://another-server.example" } },
  issuer: { claims: { iss: "another-client" } },
  "other-client-id": { claims: { client_id: "another-client" } },
  "other-response-type": { claims: { response_type: "id_token" } },
  "nested-request": { claims: { request: "e30.e30." } },
  "nested-request-uri": { claims: { request_uri: "urn:example:elsewhere" } },
  "inner-redirect-uri": { claims: { redirect_uri: ELSEWHERE } },
  critical: { header: { crit: ["urn:example:nobody-knows-this"], "urn:example:nobody-knows-this": true } },
} as const satisfies Readonly<Record<string, ObjectChanges>>;

type Wrong = keyof typeof WRONG;

export const requestObjects = probe({
  does: "Sends authorization requests in signed objects, good ones and bad ones.",
  needs: ["request objects"],
  finds: [
    ...(Object.keys(WRONG) as Wrong[]),
    ...(["works", "tampered", "other-key", "expired", "not-yet", "malformed", "error-code", "none-listed"] as const),
    ...(["supersedes", "outer-state", "outer-redirect-uri", "both"] as const),
    ...(["pushed", "pushed-tampered", "pushed-client-id"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    await lab.manner(client);
    const good = await lab.visit(objectRequest(lab, client));
    if (wasGranted(good).is !== "held") return { ...(await unusable(good)), ...metadataOnly(lab) };
    const now = Math.floor(lab.now() / 1000);
    const ask = (changes: ObjectChanges, beside: Changes = {}): Promise<Authorized> =>
      lab.visit(objectRequest(lab, client, changes, beside));
    const found = {} as Record<Wrong, Finding>;
    for (const [name, changes] of Object.entries(WRONG)) found[name as Wrong] = wasRefused(await ask(changes));
    const request = lab.authorizationRequest(client);
    const broken = await lab.visit(byObject(lab, request, tampered(requestObject(lab, request), { scope: "openid" })));
    return {
      ...found,
      works: either(
        good.landing.returned?.parameters.get("state") === good.state,
        "It gives a code, and its state comes back.",
        "It gives a code, and its state doesn't come back.",
        good.last,
      ),
      tampered: wasRefused(broken),
      "error-code": errorCode(broken),
      "other-key": await otherKey(lab, ask),
      expired: wasRefused(await ask({ claims: { exp: now - HOUR, iat: now - 2 * HOUR, nbf: now - 2 * HOUR } })),
      "not-yet": wasRefused(await ask({ claims: { nbf: now + HOUR, exp: now + 2 * HOUR } })),
      malformed: wasRefused(await lab.visit(byObject(lab, request, "no-object"))),
      ...metadataOnly(lab),
      ...(await outer(lab, client)),
      both: wasRefused(await ask({}, { request_uri: "urn:ietf:params:oauth:request_uri:unknown" })),
      ...(await pushedObjects(lab, client)),
    };
  },
});

/** If a good one isn't accepted, that bad ones aren't says nothing. */
async function unusable(
  good: Authorized,
): Promise<Record<Exclude<Found, keyof ReturnType<typeof metadataOnly>>, Finding>> {
  const none = unclear("A good request object isn't accepted either.", good.last);
  const names = [...Object.keys(WRONG), ...REST] as Exclude<Found, keyof ReturnType<typeof metadataOnly>>[];
  return { ...Object.fromEntries(names.map((name) => [name, none])), works: wasGranted(good) } as Awaited<
    ReturnType<typeof unusable>
  >;
}

const REST = [
  ...(["works", "tampered", "other-key", "expired", "not-yet", "malformed", "error-code", "supersedes"] as const),
  ...(["outer-state", "outer-redirect-uri", "both", "pushed", "pushed-tampered", "pushed-client-id"] as const),
];

type Found = Wrong | (typeof REST)[number] | "none-listed";

function metadataOnly(lab: Lab): Record<"none-listed", Finding> {
  const { exchange } = lab.target.oauth.content === undefined ? lab.target.openid : lab.target.oauth;
  const algs = listed(lab.target, "request_object_signing_alg_values_supported") ?? [];
  return {
    "none-listed": either(
      !algs.includes("none"),
      "none isn't listed.",
      "none is listed as an algorithm of request objects.",
      exchange,
    ),
  };
}

function errorCode({ landing, last }: Authorized): Finding {
  const error = landing.returned?.parameters.get("error") ?? undefined;
  if (error === undefined) return notApplicable("The error isn't sent by redirect.", last);
  return either(
    error === "invalid_request_object",
    "The redirect has error=invalid_request_object.",
    `The redirect has error=${error} instead of invalid_request_object.`,
    last,
  );
}

async function otherKey(lab: Lab, ask: (changes: ObjectChanges) => Promise<Authorized>): Promise<Finding> {
  const { other } = lab.target.clients;
  if (other?.client_secret === undefined && other?.private_key === undefined)
    return unclear("A second client with a secret or a key is needed.");
  return haveSameKey(lab.client("web"), other)
    ? unclear("The second client needs a key of its own: it has that of the first one.")
    : wasRefused(await ask({ by: other }));
}

/** Parameters beside the object (RFC 9101 6.3, OpenID Connect Core 6.1). */
async function outer(
  lab: Lab,
  client: TestClient,
): Promise<Record<"supersedes" | "outer-state" | "outer-redirect-uri", Finding>> {
  const other = lab.fresh(16);
  const both = await lab.visit(objectRequest(lab, client, {}, { state: other }));
  const without = await lab.visit(objectRequest(lab, client, { claims: { state: undefined } }, { state: other }));
  const elsewhere = await lab.followUnknown(
    objectRequest(lab, client, { claims: { prompt: "none" } }, { redirect_uri: ELSEWHERE }),
  );
  const stateOf = ({ landing }: Authorized): string | undefined =>
    landing.returned?.parameters.get("state") ?? undefined;
  return {
    supersedes: either(
      stateOf(both) !== other,
      "The state of the object is used, or the request is refused.",
      "The state beside the object is used instead of its own.",
      both.last,
    ),
    "outer-state": either(
      stateOf(without) !== other,
      "The state beside the object isn't used.",
      "The state beside the object is used.",
      without.last,
    ),
    "outer-redirect-uri": notSentTo(ELSEWHERE, "the object", elsewhere),
  };
}

/** RFC 9126 3. */
async function pushedObjects(
  lab: Lab,
  client: TestClient,
): Promise<Record<"pushed" | "pushed-tampered" | "pushed-client-id", Finding>> {
  if (endpoint(lab.target, "pushed_authorization_request") === undefined) {
    const none = notApplicable("Requests can't be pushed.");
    return { pushed: none, "pushed-tampered": none, "pushed-client-id": none };
  }
  const push = async (change: (object: string) => string, changes: ObjectChanges = {}): Promise<Pushed> => {
    const request = lab.authorizationRequest(client);
    const object = change(requestObject(lab, request, changes));
    const exchange = await lab.send(
      lab.asClient(client, lab.endpoint("pushed_authorization_request"), [["request", object]]),
    );
    const { request_uri: uri } = jsonOf(exchange) ?? {};
    return { exchange, uri: typeof uri === "string" ? uri : undefined };
  };
  const good = await push((object) => object);
  const forged = await push((object) => tampered(object, { scope: "openid" }));
  const other = await push((object) => object, { claims: { client_id: "another-client" } });
  return {
    pushed: either(
      good.uri !== undefined,
      "It is accepted.",
      `The response is ${briefly(good.exchange)}.`,
      good.exchange,
    ),
    "pushed-tampered": notPushed(good, forged),
    "pushed-client-id": notPushed(good, other),
  };
}

interface Pushed {
  readonly exchange: Exchange;
  readonly uri: string | undefined;
}

function notPushed(good: Pushed, { exchange, uri }: Pushed): Finding {
  if (good.uri === undefined) return unclear("A good request object isn't accepted either.", good.exchange);
  return uri === undefined && statusOf(exchange) >= 400
    ? held(`The response is ${briefly(exchange)}.`, exchange)
    : broken(`The response is ${briefly(exchange)}; it should be refused.`, exchange);
}
