/** The file that says with what a server is checked: its clients, a user, and what is known beside its metadata. */
import { z } from "zod";
import { ATTESTED } from "./attesting.ts";
import { assertionIssuer, attester, clientDocuments, toExchange } from "./extensions-file.ts";
import { signingKey } from "./sign.ts";
import { READY_NAMES, Step } from "./sign-in/steps.ts";
import { AUTH_METHODS, type TestClient } from "./target.ts";

const given = z.strictObject({
  client_id: z.string().min(1),
  client_secret: z.string().min(1).optional(),
  token_endpoint_auth_method: z.enum(AUTH_METHODS).optional(),
  token_endpoint_auth_signing_alg: z.string().optional(),
  private_key: z
    .union([z.string().min(1), z.record(z.string(), z.unknown())])
    .optional()
    .describe("PEM or a JWK"),
  certificate: z.string().min(1).optional().describe("PEM"),
  attester: attester.optional(),
  dpop_bound_access_tokens: z.boolean().optional().describe("its tokens are bound to a key (RFC 9449)"),
  require_pushed_authorization_requests: z
    .boolean()
    .optional()
    .describe("its authorization requests must be pushed (RFC 9126); found out unless given"),
  require_signed_request_object: z
    .boolean()
    .optional()
    .describe("its authorization requests must be signed (RFC 9101); found out unless given"),
  redirect_uri: z.string().min(1).optional(),
  post_logout_redirect_uri: z.string().min(1).optional(),
  backchannel_logout_uri: z.url().optional().describe("where it hears of sign-outs, on this machine"),
  backchannel_client_notification_endpoint: z
    .url()
    .optional()
    .describe("where it is notified that a user has decided, on this machine (CIBA)"),
  login_hint: z.string().min(1).optional().describe("whom it may have asked (CIBA)"),
  scope: z.string().optional(),
  authorization_details: z
    .array(z.record(z.string(), z.unknown()))
    .optional()
    .describe("what it may ask for in detail (RFC 9396)"),
});

/** The method that fits what was given. */
function usualMethod({
  client_secret,
  private_key,
  certificate,
  attester,
}: z.infer<typeof given>): TestClient["token_endpoint_auth_method"] {
  if (attester !== undefined) return ATTESTED;
  if (certificate !== undefined) return "tls_client_auth";
  if (private_key !== undefined) return "private_key_jwt";
  return client_secret === undefined ? "none" : "client_secret_basic";
}

const client = given.transform((one, context): TestClient => {
  const method = one.token_endpoint_auth_method ?? usualMethod(one);
  const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (method.startsWith("client_secret") && one.client_secret === undefined)
    wrong("client_secret", `It is missing, and ${method} needs it.`);
  if (/^private_key|tls|^attest/.test(method) && one.private_key === undefined)
    wrong("private_key", `It is missing, and ${method} needs it.`);
  if (method.includes("tls") && one.certificate === undefined)
    wrong("certificate", `It is missing, and ${method} needs it.`);
  if (method === ATTESTED && one.attester === undefined) wrong("attester", `It is missing, and ${method} needs it.`);
  try {
    if (one.private_key !== undefined) signingKey(one.private_key);
  } catch {
    wrong("private_key", "It is neither PEM nor a JWK of a private key.");
  }
  return { ...one, token_endpoint_auth_method: method };
});

const registration = z
  .strictObject({
    initial_access_token: z.string().min(1).optional(),
    redirect_uri: z.url().default("https://client.example/callback"),
    scope: z.string().optional(),
  })
  .describe("registers the clients that are missing, and removes them afterwards");

/** As it is asked for if nothing is said of it. */
export const REGISTRATION = registration.parse({});

export const CheckFile = z.strictObject({
  clients: z
    .strictObject({
      web: client.optional().describe("a confidential client with the code grant"),
      other: client.optional().describe("another one, which must not be able to use what the first one got"),
      public: client.optional().describe("a public client with the code grant"),
      service: client.optional().describe("a client with the client credentials grant"),
      jwt: client.optional().describe("a client with private_key_jwt or client_secret_jwt"),
      tls: client.optional().describe("a client with a certificate"),
      attested: client.optional().describe("a client whose instances are attested, with its attester"),
      device: client.optional().describe("a client with the device grant, if it isn't the web client"),
      ciba: client.optional().describe("a client with the CIBA grant that polls, with a login_hint"),
      ping: client.optional().describe("a client with the CIBA grant that is notified (ping), with a login_hint"),
      api: client.optional().describe("a resource server that introspects, if it isn't the web client"),
      exchange: client
        .optional()
        .describe("a client that exchanges tokens or gets them for assertions, if it isn't the service or web client"),
    })
    .default({}),
  registration: registration.optional(),
  user: z.strictObject({ username: z.string(), password: z.string() }).optional(),
  api: z
    .strictObject({
      url: z.url().optional().describe("what GET gets with a good token"),
      resource: z.string().min(1).optional().describe("what it is called in token requests (RFC 8707)"),
      scope: z.string().optional(),
      step_up: z
        .url()
        .optional()
        .describe("what GET gets only with a token of a stronger or newer sign-in than the usual one (RFC 9470)"),
    })
    .optional()
    .describe("an API that accepts the server's access tokens"),
  token_exchange: toExchange.optional(),
  assertion_issuer: assertionIssuer.optional(),
  client_documents: clientDocuments.optional(),
  logout_port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe("the port on loopback to which backchannel_logout_uri leads, if it isn't the URI's own"),
  notification_port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe(
      "the port on loopback to which backchannel_client_notification_endpoint leads, if it isn't the URL's own port",
    ),
  approval_url: z
    .url()
    .optional()
    .describe("the page on which the user approves what clients ask for in the background (CIBA)"),
  profile: z
    .enum(["fapi2", "mcp"])
    .optional()
    .describe(
      "what the server follows beyond the RFCs: the FAPI 2.0 Security Profile, or MCP's authorization with api as the MCP server",
    ),
  sign_in: z
    .union([z.enum(["forms", "browser", "chromium", "by-hand", ...READY_NAMES]), z.array(Step).min(1)])
    .default("forms")
    .describe("how the user signs in: by forms, or in Chromium, by the pages of a known server or by steps"),
  patience: z.number().min(0).default(0).describe("seconds that the check may wait until codes and tokens expire"),
  metadata: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("members that replace those of the server's metadata"),
  hosts: z
    .array(z.string())
    .default([])
    .describe("hosts beside the issuer's that are the user's own, such as that of a sign-in page"),
});

export type CheckFile = z.infer<typeof CheckFile>;

/** Where the secrets of a file are. */
export interface Elsewhere {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a file that is named in the file. Throws if there is none. */
  readonly read: (path: string) => string;
}

/** Puts environment variables where `${NAME}` is and files where `${file:PATH}` is, so that secrets need not be in the file. Throws if there is none. */
export function withSecrets(value: unknown, elsewhere: Elsewhere): unknown {
  if (typeof value === "string")
    return value.replace(/\$\{(?:file:([^}]+)|(\w+))\}/g, (_, path: string | undefined, name: string) => {
      if (path !== undefined) return elsewhere.read(path).trimEnd();
      const set = elsewhere.env[name];
      if (set === undefined) throw new Error(`The environment variable ${name} is not set.`);
      return set;
    });
  if (Array.isArray(value)) return value.map((one) => withSecrets(one, elsewhere));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withSecrets(one, elsewhere)]));
}
