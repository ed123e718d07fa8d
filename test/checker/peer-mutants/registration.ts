/** Faults of registration. */
import { asClient, asking, clientOf, granted, refusal, withHeader } from "../between.ts";
import type { Between, Message, Mutant } from "../through.ts";
import {
  accepting,
  GOOD_URI,
  isRegister,
  type Members,
  membersOf,
  registered,
  registering,
  same,
  uriOf,
  withBody,
} from "./registering.ts";

/** The second client gets a member of the first one. */
const sharing = (name: string) => (): Between => {
  let first: unknown;
  const layer = registering(same, (members, _, at) => {
    if (at === 1) first = members[name];
    return at === 2 ? { ...members, [name]: first } : members;
  });
  return layer();
};

/** The secret of a request with Basic; empty if there is none. */
const secretOf = ({ headers }: Message): string =>
  Buffer.from(headers.get("authorization")?.slice("Basic ".length) ?? "", "base64")
    .toString()
    .split(":")[1] ?? "";

/** Its first client has a secret that can be guessed. */
function shortSecret(): Between {
  let real = "";
  const register = registering(same, (members, _, at) => {
    if (at > 1) return members;
    real = String(members.client_secret);
    return { ...members, client_secret: "12345678" };
  })();
  return (message, ask) =>
    message.path === "/token" && secretOf(message) === "12345678"
      ? ask(asClient(message, clientOf(message), real))
      : register(message, ask);
}

/** What it says that it has registered is what was asked for, and isn't what it can do. */
const pretending = (name: string, isBad: (members: Members) => boolean, good: unknown) =>
  registering(
    (members) => (isBad(members) ? { ...members, [name]: good } : members),
    (members, asked) => (isBad(asked) ? { ...members, [name]: asked[name] } : members),
  );

const says = (members: Members, name: string, text: string): boolean =>
  JSON.stringify(members[name] ?? "").includes(text);

export const REGISTRATION: Readonly<Record<string, Mutant>> = {
  "registered with 200": {
    does: "The response to a registration is 200.",
    breaks: ["registration/created"],
    between: registered((answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer)),
  },
  "registered as text": {
    does: "The response to a registration is text/plain.",
    breaks: ["registration/json"],
    between: registered((answer) => withHeader(answer, "content-type", "text/plain")),
  },
  "cached registrations": {
    does: "The response to a registration may be cached.",
    breaks: ["registration/no-store"],
    between: registered((answer) => withHeader(answer, "cache-control", "max-age=60")),
  },
  "one identifier for two": {
    does: "Two clients get the same identifier.",
    breaks: ["registration/client-id-unique"],
    between: sharing("client_id"),
  },
  "one secret for two": {
    does: "Two clients get the same secret.",
    breaks: ["registration/secret-unique"],
    between: sharing("client_secret"),
  },
  "identifiers at will": {
    does: "A client gets the identifier that it asks for.",
    breaks: ["registration/client-id-chosen-by-server"],
    between: registering(same, (members, asked) => ({ ...members, client_id: asked.client_id ?? members.client_id })),
  },
  "short secrets": {
    does: "The secret has eight digits.",
    breaks: ["registration/secret-bits"],
    between: shortSecret,
  },
  "no end of secrets": {
    does: "client_secret_expires_at is missing.",
    breaks: ["registration/secret-expires-at"],
    between: registering(same, ({ client_secret_expires_at: _, ...members }) => members),
  },
  "metadata kept back": {
    does: "The response lacks the grant types.",
    breaks: ["registration/metadata-returned"],
    between: registering(same, ({ grant_types: _, ...members }) => members),
  },
  "clients that nobody knows": {
    does: "The token endpoint knows no client.",
    breaks: ["registration/usable"],
    between: asking("/token", () => refusal("invalid_client", 401)),
  },
  "secrets for public clients": {
    does: "A public client gets a secret.",
    breaks: ["registration/public-without-secret"],
    between: registering(same, (members, asked) =>
      asked.token_endpoint_auth_method === "none" ? { ...members, client_secret: "x".repeat(43) } : members,
    ),
  },
  "unknown metadata refused": {
    does: "A member that the server doesn't know is refused.",
    breaks: ["registration/unknown-metadata-ignored"],
    between: registering((members) => ("nobody_knows_this" in members ? refusal("invalid_client_metadata") : members)),
  },
  "no redirect URI needed": {
    does: "A client without redirect URIs is registered.",
    breaks: ["registration/redirect-uri-required"],
    between: accepting(({ redirect_uris, client_name }) => redirect_uris === undefined && client_name !== undefined),
  },
  "any text as redirect URI": {
    does: "A redirect URI that is none is registered.",
    breaks: ["registration/redirect-uri-valid"],
    between: accepting((members) => uriOf(members) === "no URI"),
  },
  "fragments in redirect URIs": {
    does: "A redirect URI with a fragment is registered.",
    breaks: ["registration/redirect-uri-fragment"],
    between: accepting((members) => uriOf(members).includes("#")),
  },
  "http in redirect URIs": {
    does: "A redirect URI with http is registered.",
    breaks: ["registration/redirect-uri-https"],
    between: accepting((members) => uriOf(members).startsWith("http:") && members.application_type !== "native"),
  },
  "http for native apps": {
    does: "A native app with http is registered.",
    breaks: ["registration/native-redirect-uri"],
    between: accepting(({ application_type }) => application_type === "native"),
  },
  "scripts as redirect URIs": {
    does: "A redirect URI with javascript: is registered.",
    breaks: ["registration/redirect-uri-scheme"],
    between: accepting((members) => uriOf(members).startsWith("javascript:")),
  },
  "redirect URIs refused wrongly": {
    does: "A wrong redirect URI is refused as invalid_client_metadata.",
    breaks: ["registration/redirect-uri-error"],
    between: registering((members) => (uriOf(members) === "no URI" ? refusal("invalid_client_metadata") : members)),
  },
  "errors with 422": {
    does: "Errors of registration are 422.",
    breaks: ["registration/error-form"],
    between: registered((answer) => (answer.status === 400 ? { ...answer, status: 422 } : answer)),
  },
  "broken JSON registers": {
    does: "A body that is no JSON registers a client.",
    breaks: ["registration/json-required"],
    between: asking(isRegister, (message) =>
      message.body === "{" ? withBody(message, { redirect_uris: [GOOD_URI] }) : message,
    ),
  },
  "text registers": {
    does: "A body of type text/plain registers a client.",
    breaks: ["registration/media-type"],
    between: asking(isRegister, (message) => {
      const headers = new Headers(message.headers);
      if (headers.get("content-type") === "text/plain") headers.set("content-type", "application/json");
      return { ...message, headers };
    }),
  },
  "clients listed": {
    does: "GET lists the clients.",
    breaks: ["registration/post-only"],
    between: asking(isRegister, (message) => (message.method === "GET" ? granted({ clients: [] }) : message)),
  },
  "unknown methods registered": {
    does: "A client authentication method that doesn't exist is registered.",
    breaks: ["registration/auth-method-supported"],
    between: pretending(
      "token_endpoint_auth_method",
      (members) => says(members, "token_endpoint_auth_method", "no_such"),
      "client_secret_basic",
    ),
  },
  "unknown grants registered": {
    does: "A grant type that doesn't exist is registered.",
    breaks: ["registration/grant-type-supported"],
    between: pretending("grant_types", (members) => says(members, "grant_types", "no_such"), ["authorization_code"]),
  },
  "contradictions registered": {
    does: "Response types that don't fit the grant types are registered.",
    breaks: ["registration/consistent"],
    between: pretending("grant_types", (members) => JSON.stringify(members.grant_types) === '["client_credentials"]', [
      "authorization_code",
    ]),
  },
  "two sets of keys": {
    does: "jwks and jwks_uri are registered together.",
    breaks: ["registration/one-key-set"],
    between: registering(
      ({ jwks, jwks_uri, ...members }) => members,
      (members, { jwks, jwks_uri }) => ({ ...members, ...(jwks_uri !== undefined && { jwks, jwks_uri }) }),
    ),
  },
  "any statement believed": {
    does: "A software statement is believed without a signature.",
    breaks: ["registration/software-statement-signed"],
    between: registering(
      ({ software_statement: _, ...members }) => members,
      (members, { software_statement: statement }) => ({
        ...members,
        ...(typeof statement === "string" && membersOf(atob(statement.split(".")[1] ?? ""))),
      }),
    ),
  },
};
