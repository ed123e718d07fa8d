/** What can't be tried on servers of this machine: TLS, hosts that nobody has confirmed, and documents of a client. */
import { expect, it } from "vitest";
import type { WalkOptions } from "../../../src/checker/mcp/context.ts";
import { PROBLEMS } from "../../../src/checker/mcp/problems/index.ts";
import type { Send } from "../../../src/checker/sender.ts";
import { DISCOVERY, REGISTRATION, SIGN_IN, STATELESS, WITH_TOKEN } from "./server-variants.ts";
import { CHALLENGE, NO_TOKEN, RESOURCE_METADATA, WRONG_TOKEN } from "./variants.ts";
import { problemsOf, walked } from "./walked.ts";

const URL_OF = "https://mcp.example/mcp";
const ISSUER = "https://login.example";
const DOCUMENT = "https://client.example/metadata.json";

type Said = string | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: object };

/** Responds by the URL; a text is the failure of a request that gets no response. */
const sending =
  (responses: Readonly<Record<string, Said>>): Send =>
  async ({ url, body }) => {
    const sent = { method: body === undefined ? "GET" : "POST", url, headers: [], body };
    const said = responses[url.split("?", 1)[0] ?? ""] ?? { status: 404 };
    if (typeof said === "string") return { sent, failure: said };
    const headers = Object.entries({ "access-control-allow-origin": "*", ...said.headers });
    return { sent, came: { status: said.status, headers, body: JSON.stringify(said.body ?? {}) } };
  };

const CHALLENGED: Readonly<Record<string, Said>> = {
  [URL_OF]: {
    status: 401,
    headers: {
      "www-authenticate":
        'Bearer resource_metadata="https://mcp.example/.well-known/oauth-protected-resource/mcp", scope="read", error="invalid_token"',
    },
  },
  "https://mcp.example/.well-known/oauth-protected-resource/mcp": {
    status: 200,
    body: { resource: URL_OF, authorization_servers: [ISSUER] },
  },
};
const SERVER = (own: object): Readonly<Record<string, Said>> => ({
  ...CHALLENGED,
  [`${ISSUER}/.well-known/oauth-authorization-server`]: {
    status: 200,
    body: {
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      token_endpoint: `${ISSUER}/token`,
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
      ...own,
    },
  },
  [`${ISSUER}/authorize`]: { status: 302, headers: { location: `${ISSUER}/login` } },
});
const BY_DOCUMENT = SERVER({ client_id_metadata_document_supported: true });
const FINE = { client_id: DOCUMENT, client_name: "An editor", redirect_uris: ["http://localhost/callback"] };
const document = (body: object, headers = {}, status = 200): Readonly<Record<string, Said>> => ({
  ...BY_DOCUMENT,
  [DOCUMENT]: { status, headers, body },
});

/** The challenge of this server has an error that says too much. */
const ALWAYS = "challenge/error-without-token";
const NOT_CONFIRMED = "its host has not been confirmed";

const ROWS: readonly [
  what: string,
  responses: Readonly<Record<string, Said>>,
  finds: readonly string[],
  options?: Partial<WalkOptions>,
][] = [
  [
    "a certificate that nobody trusts",
    { [URL_OF]: "self-signed certificate in certificate chain" },
    ["no-token/certificate"],
  ],
  [
    "a redirect to http",
    { [URL_OF]: { status: 307, headers: { location: "http://mcp.example/mcp/" } } },
    ["no-token/redirect-to-http"],
  ],
  ["a server that isn't the user's own", { [URL_OF]: NOT_CONFIRMED }, ["no-token/not-confirmed"]],
  [
    "an authorization server that isn't the user's own",
    { ...CHALLENGED, [`${ISSUER}/.well-known/oauth-authorization-server`]: NOT_CONFIRMED },
    [ALWAYS, "server-metadata/not-confirmed"],
  ],
  ["a document that is fine", document(FINE), [ALWAYS], { clientMetadata: DOCUMENT }],
  [
    "a document of another client",
    document({ ...FINE, client_id: `${DOCUMENT}/` }),
    [ALWAYS, "registration/client-metadata-wrong"],
    { clientMetadata: DOCUMENT },
  ],
  [
    "a document without a name",
    document({ ...FINE, client_name: undefined }),
    [ALWAYS, "registration/client-metadata-wrong"],
    { clientMetadata: DOCUMENT },
  ],
  [
    "a document without a loopback redirect URI",
    document({ ...FINE, redirect_uris: ["https://client.example/callback"] }),
    [ALWAYS, "registration/client-metadata-wrong"],
    { clientMetadata: DOCUMENT },
  ],
  [
    "a document with a shared secret",
    document({ ...FINE, token_endpoint_auth_method: "client_secret_basic" }),
    [ALWAYS, "registration/client-metadata-wrong"],
    { clientMetadata: DOCUMENT },
  ],
  [
    "no document",
    { ...BY_DOCUMENT, [DOCUMENT]: { status: 404 } },
    [ALWAYS, "registration/client-metadata-wrong"],
    { clientMetadata: DOCUMENT },
  ],
  [
    "a document at http",
    {
      ...BY_DOCUMENT,
      "http://client.example/m": { status: 200, body: { ...FINE, client_id: "http://client.example/m" } },
    },
    [ALWAYS, "registration/client-metadata-wrong"],
    { clientMetadata: "http://client.example/m" },
  ],
  [
    "a server that reads no documents",
    { ...SERVER({}), [DOCUMENT]: { status: 200, body: FINE } },
    [ALWAYS, "registration/client-metadata-unsupported"],
    { clientMetadata: DOCUMENT },
  ],
];

it.each(ROWS)("%s", async (_, responses, finds, options = {}) => {
  const walk = await walked(URL_OF, { send: sending(responses), listen: undefined, ...options });
  expect(problemsOf(walk)).toEqual(finds);
});

it("every problem that is known is found somewhere", () => {
  const tables = [
    NO_TOKEN,
    CHALLENGE,
    RESOURCE_METADATA,
    DISCOVERY,
    REGISTRATION,
    SIGN_IN,
    WITH_TOKEN,
    STATELESS,
    WRONG_TOKEN,
  ];
  const found = new Set([...tables.flat().flatMap(({ finds }) => finds), ...ROWS.flatMap(([, , finds]) => finds)]);
  // healthy.test.ts has the one that needs a server with default scopes.
  found.add("scope/none");
  expect(Object.keys(PROBLEMS).filter((id) => !found.has(id))).toEqual([]);
});
