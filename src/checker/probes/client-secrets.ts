/** Clients' secrets: where they are accepted, how they are compared, and what a wrong one is told (RFC 6749 2.3, 5.2, 10.10). */
import { basic } from "../authentication.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable } from "../finding.ts";
import { type Lab, pairsOf } from "../lab.ts";
import { probe } from "../probe.ts";
import { listed, type TestClient } from "../target.ts";

const GRANT = { grant_type: "client_credentials" };

/** The secrets that aren't the right one. */
const WRONG = {
  empty: () => "",
  longer: (secret: string) => `${secret}x`,
  shorter: (secret: string) => secret.slice(0, -1),
  "other-case": (secret: string) =>
    [...secret].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join(""),
} as const;

type Wrong = keyof typeof WRONG;

export const clientSecrets = probe({
  does: "Authenticates a client with secrets that are nearly right, in wrong places and in two ways.",
  needs: ["token endpoint", "client credentials"],
  finds: [
    ...(Object.keys(WRONG) as Wrong[]),
    ...(["in-url", "two-ways", "two-ids", "invalid-client", "unknown-client", "challenge", "malformed"] as const),
    ...(["same-response", "basic-supported"] as const),
  ],
  harsh: true,
  async run(lab) {
    const client = lab.client("service");
    const { client_secret: secret = "" } = client;
    const found = {} as Record<Wrong, Finding>;
    for (const [name, change] of Object.entries(WRONG)) {
      const other = change(secret);
      found[name as Wrong] =
        other === secret
          ? notApplicable("The secret can't be changed that way.")
          : notGranted(await byBasic(lab, client, basic(client.client_id, other)));
    }
    const wrong = await byBasic(lab, client, basic(client.client_id, lab.fresh()));
    const nobody = await byBasic(lab, client, basic(`no-such-client-${lab.fresh(6)}`, lab.fresh()));
    return {
      ...found,
      "in-url": notGranted(await inUrl(lab, client)),
      "two-ways": notGranted(
        await byBasic(lab, client, basic(client.client_id, secret), {
          client_id: client.client_id,
          client_secret: secret,
        }),
      ),
      "two-ids": notGranted(
        await byBasic(lab, client, basic(client.client_id, secret), {
          client_id: lab.target.clients.other?.client_id ?? "another",
        }),
      ),
      "invalid-client": isInvalidClient(wrong),
      "unknown-client": isInvalidClient(nobody),
      challenge: challenged(wrong),
      malformed: notGranted(await byBasic(lab, client, "Basic !no-base64!")),
      "same-response": sameResponse(wrong, nobody, client.client_id),
      "basic-supported": basicSupported(lab),
    };
  },
});

/** A token request with an Authorization header of its own. */
const byBasic = (
  lab: Lab,
  { scope }: TestClient,
  authorization: string,
  also: Readonly<Record<string, string>> = {},
): Promise<Exchange> =>
  lab.send({
    url: lab.endpoint("token"),
    form: pairsOf({ ...GRANT, scope, ...also }),
    headers: { authorization },
  });

/** RFC 6749 2.3.1: credentials are never part of a URL. */
function inUrl(lab: Lab, { client_id, client_secret = "", scope }: TestClient): Promise<Exchange> {
  const url = new URL(lab.endpoint("token"));
  url.searchParams.set("client_id", client_id);
  url.searchParams.set("client_secret", client_secret);
  return lab.send({ url: url.href, form: pairsOf({ ...GRANT, scope }) });
}

const notGranted = (exchange: Exchange): Finding =>
  either(
    statusOf(exchange) >= 400 && statusOf(exchange) < 500,
    `The response is ${briefly(exchange)}.`,
    `The response is ${briefly(exchange)}; it should be refused.`,
    exchange,
  );

const isInvalidClient = (exchange: Exchange): Finding =>
  either(
    errorOf(exchange) === "invalid_client",
    `The response is ${briefly(exchange)}.`,
    `The response is ${briefly(exchange)} instead of invalid_client.`,
    exchange,
  );

function challenged(exchange: Exchange): Finding {
  const challenge = headerOf(exchange, "www-authenticate");
  return either(
    statusOf(exchange) === 401 && /\bbasic\b/i.test(challenge ?? ""),
    "The response is 401, and WWW-Authenticate names Basic.",
    `The response is ${briefly(exchange)}, and WWW-Authenticate is ${challenge ?? "absent"}.`,
    exchange,
  );
}

/** What a response says in words, without the client's id. */
const wordsOf = (exchange: Exchange, id: string): readonly string[] =>
  String(jsonOf(exchange)?.error_description)
    .replaceAll(id, "…")
    .replace(/no-such-client-[\w-]+/g, "…")
    .split(" ");

/** Two long words of the same length are references, each to its own error. */
const isReference = (one: string, other: string): boolean => one.length >= 8 && one.length === other.length;

function sameResponse(wrong: Exchange, nobody: Exchange, id: string): Finding {
  const [words, others] = [wordsOf(wrong, id), wordsOf(nobody, id)];
  const areSame =
    statusOf(wrong) === statusOf(nobody) &&
    errorOf(wrong) === errorOf(nobody) &&
    words.length === others.length &&
    words.every((word, at) => word === others[at] || isReference(word, others[at] ?? ""));
  return either(
    areSame,
    "A wrong secret and an unknown client get the same response.",
    "A wrong secret and an unknown client get different responses.",
    wrong,
    nobody,
  );
}

function basicSupported(lab: Lab): Finding {
  // RFC 8414 2: what is assumed if it is omitted.
  const methods = listed(lab.target, "token_endpoint_auth_methods_supported") ?? ["client_secret_basic"];
  const { exchange } = lab.target.oauth.content === undefined ? lab.target.openid : lab.target.oauth;
  if (!methods.some((one) => /^client_secret_(basic|post)$/.test(one)))
    return notApplicable("Clients have no passwords.", exchange);
  return either(
    methods.includes("client_secret_basic"),
    "client_secret_basic is listed.",
    "client_secret_post is listed, and client_secret_basic isn't.",
    exchange,
  );
}
