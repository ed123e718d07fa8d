/** Client authentication by certificates, and tokens that are bound to them (RFC 8705 2, 3, 5). */
import { X509Certificate } from "node:crypto";
import { aliasOf, certificateOf } from "../authentication.ts";
import { briefly, type Exchange, errorOf, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { forgedFrom } from "../forged-certificate.ts";
import type { Certificate } from "../handshake.ts";
import { jwtOf } from "../jwt.ts";
import { CannotTell, type Changes, type Lab, pairsOf } from "../lab.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";

export const mtls = probe({
  does: "Authenticates a client by its certificate, by another one, and by none.",
  needs: ["token endpoint", "a certificate"],
  finds: ["none", "another", "another-client", "error", "bound-jwt", "bound-introspection", "aliases"],
  connects: true,
  async run(lab) {
    const client = lab.client("tls");
    const own = certificateOf(client);
    const good = await asked(lab, client, own);
    const isOpen = (one: Exchange): boolean => statusOf(one) === statusOf(good) && errorOf(one) === errorOf(good);
    if (statusOf(good) !== 200 && errorOf(good) !== "invalid_grant")
      throw new CannotTell(`The client tls can't authenticate: ${briefly(good)}.`, [good]);
    const shut = (one: Exchange, bad: string): Finding =>
      either(!isOpen(one), `The response is ${briefly(one)}.`, bad, one);
    const none = await asked(lab, client, undefined);
    const another = await asked(lab, client, forgedFrom(own.cert));
    return {
      none: shut(none, "The client is authenticated without a certificate."),
      another: shut(another, "A certificate with the same subject and another key is accepted."),
      "another-client": await anotherClient(lab, own),
      error: error([none, another].filter((one) => one.came !== undefined && !isOpen(one))),
      ...(await bound(lab, client, good, own)),
      aliases: aliases(lab),
    };
  },
});

/** A token request whose response tells whether the client is authenticated. */
function asked(lab: Lab, client: TestClient, certificate: Certificate | undefined): Promise<Exchange> {
  const { client_id, redirect_uri, scope } = client;
  const { api } = lab.target;
  const grant: Changes =
    redirect_uri === undefined
      ? { grant_type: "client_credentials", scope: api?.scope ?? scope, resource: api?.resource }
      : { grant_type: "authorization_code", code: lab.fresh(), redirect_uri, code_verifier: lab.fresh(32) };
  const url = aliasOf(lab.target, lab.endpoint("token"));
  return lab.send({ url, form: pairsOf({ client_id, ...grant }), certificate });
}

/** A certificate doesn't stand for the secret of a client that has one. */
async function anotherClient(lab: Lab, own: Certificate): Promise<Finding> {
  const other = lab.target.clients.service ?? lab.target.clients.web;
  if (other?.client_secret === undefined) return unclear("A client with a secret is needed.");
  const right = await lab.token(other, { grant_type: "client_credentials", scope: other.scope });
  const exchange = await asked(lab, { ...other, redirect_uri: undefined }, own);
  if (statusOf(right) !== 200) return unclear("A client with the client credentials grant is needed.", right);
  return either(
    statusOf(exchange) !== 200,
    `The response is ${briefly(exchange)}.`,
    `The certificate authenticates ${other.client_id}.`,
    exchange,
  );
}

function error(refusals: readonly Exchange[]): Finding {
  const wrong = refusals.find((one) => errorOf(one) !== "invalid_client");
  if (refusals.length === 0) return unclear("No response came to what was refused.");
  return wrong === undefined
    ? either(true, "The error is invalid_client.", "", ...refusals)
    : either(false, "", `The response is ${briefly(wrong)} instead of invalid_client.`, wrong);
}

/** RFC 8705 3.1: the SHA-256 of the certificate. */
const thumbprintOf = (cert: string): string =>
  Buffer.from(new X509Certificate(cert).fingerprint256.replaceAll(":", ""), "hex").toString("base64url");

const x5tIn = (cnf: unknown): unknown => ((cnf ?? {}) as Readonly<Record<string, unknown>>)["x5t#S256"];

async function bound(
  lab: Lab,
  client: TestClient,
  good: Exchange,
  { cert }: Certificate,
): Promise<Record<"bound-jwt" | "bound-introspection", Finding>> {
  const both = (finding: Finding) => ({ "bound-jwt": finding, "bound-introspection": finding });
  const { tls_client_certificate_bound_access_tokens: binds, introspection_endpoint: url } = lab.target.metadata;
  const { access_token: token } = jsonOf(good) ?? {};
  if (binds !== true) return both(notApplicable("The metadata has no tls_client_certificate_bound_access_tokens."));
  if (typeof token !== "string") return both(unclear("The client gets no token without a user.", good));
  const is = (x5t: unknown, shows: Exchange): Finding =>
    either(
      x5t === thumbprintOf(cert),
      "cnf has the certificate's hash.",
      `cnf has ${JSON.stringify(x5t)} instead of the certificate's hash.`,
      shows,
    );
  const claims = token.split(".").length === 3 ? jwtOf(token)?.claims : undefined;
  const jwt = claims === undefined ? notApplicable("The access token isn't a JWT.", good) : is(x5tIn(claims.cnf), good);
  if (typeof url !== "string")
    return { "bound-jwt": jwt, "bound-introspection": notApplicable("The metadata has no introspection_endpoint.") };
  const shows = await lab.send(lab.asClient(lab.target.clients.api ?? client, url, pairsOf({ token })));
  const { active, cnf } = jsonOf(shows) ?? {};
  return {
    "bound-jwt": jwt,
    "bound-introspection":
      active === true ? is(x5tIn(cnf), shows) : unclear("Introspection doesn't know the token.", shows),
  };
}

function aliases({ target }: Lab): Finding {
  const { mtls_endpoint_aliases: given } = target.metadata;
  if (given === undefined) return notApplicable("There is no mtls_endpoint_aliases.");
  const wrong = Object.entries(given as object).filter(([, url]) => !String(url).startsWith("https://"));
  return either(
    wrong.length === 0,
    "They are https URLs.",
    `${wrong.map(([name]) => name)}: no https URL.`,
    target.oauth.exchange,
  );
}
