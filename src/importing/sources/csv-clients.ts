/** Apps in CSV, such as an export of the table of django-oauth-toolkit or of a server with Authlib. */
import type { ClientForm } from "../../declared/forms.ts";
import type { Asked, Found } from "../found.ts";
import { clientFrom, type Placed } from "../moved-client.ts";
import { asFlag, asNumber, asText, asTime, defined, entry, type Json } from "../read-as.ts";
import { anySecret, hashedSecret, type MovedSecret, plainSecret } from "../secrets.ts";
import type { scopeMaker } from "./scopes-of-clients.ts";

/** Names of columns, in lower case and without separators, by the member that they are. */
const COLUMNS = {
  ...{ clientid: "id", clientname: "name", name: "name", clientsecret: "secret", secret: "secret" },
  ...{ clientsecrethash: "hash", secrethash: "hash", clientsecretexpiresat: "expires", secretexpiresat: "expires" },
  ...{ clienttype: "type", tokenendpointauthmethod: "method", authmethod: "method" },
  ...{ redirecturis: "redirects", redirecturi: "redirects", postlogoutredirecturis: "afterwards" },
  ...{ granttypes: "grants", granttype: "grants", authorizationgranttype: "grants" },
  ...{ scope: "scopes", scopes: "scopes", skipauthorization: "trusted", skipconsent: "trusted" },
  ...{ disabled: "disabled", enabled: "enabled", active: "enabled" },
} as const;

type Member = (typeof COLUMNS)[keyof typeof COLUMNS];

/** Whether a record is an app: users have no client_id. */
export const isClient = (record: Json): boolean => Object.keys(record).some((name) => folded(name) === "clientid");

export function* csvClient(
  at: string,
  record: Json,
  makeScopes: ReturnType<typeof scopeMaker>,
  asked: Asked,
): Generator<Found> {
  const members = new Map<Member, unknown>();
  for (const [name, value] of Object.entries(record)) {
    const member = entry<Member>(COLUMNS, folded(name));
    if (member !== undefined) members.set(member, value);
  }
  const text = (name: Member): string | undefined => asText(members.get(name))?.trim();
  const list = (name: Member): readonly string[] => (text(name) ?? "").split(/[\s|]+/).filter((one) => one !== "");
  const placed = (name: Member): readonly Placed[] => list(name).map((one) => ({ text: one, at }));
  const id = text("id");
  if (id === undefined) return;
  const method = text("method");
  const isPublic = method === "none" || text("type")?.toLowerCase() === "public";
  const scopes = list("scopes");
  yield* makeScopes(scopes, at);
  yield* clientFrom(
    {
      ...{ at, id, isPublic, scopes },
      name: text("name"),
      disabled: asFlag(members.get("disabled")) ?? asFlag(members.get("enabled")) === false,
      isNative: list("redirects").some((uri) => !/^https?:/.test(uri)),
      methods: method === undefined || /^client_secret_(?:basic|post)$/.test(method) ? undefined : [method],
      secrets: isPublic ? [] : [secretOf(text("secret"), text("hash"), expiryOf(members.get("expires")))],
      grants: list("grants").flatMap(grantsOf),
      tokenResponses: list("grants").includes("openid-hybrid") ? ["code id_token"] : [],
      redirectUris: placed("redirects"),
      postLogoutRedirectUris: placed("afterwards"),
      pkceRequired: false,
      more: defined<Partial<ClientForm>>({ firstParty: asFlag(members.get("trusted")) === true ? true : undefined }),
    },
    asked,
  );
}

const folded = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

function secretOf(secret: string | undefined, hash: string | undefined, expiresAt: number | undefined): MovedSecret {
  if (hash !== undefined) return hashedSecret(hash, expiresAt);
  return secret === undefined ? plainSecret(secret) : anySecret(secret, expiresAt);
}

/** RFC 7591 3.2.1: 0 means never. */
const expiryOf = (value: unknown): number | undefined => (asNumber(value) === 0 ? undefined : asTime(value));

/** Django's names have hyphens, and its apps get refresh tokens with each code. */
function grantsOf(grant: string): readonly string[] {
  if (grant === "authorization-code" || grant === "openid-hybrid") return ["authorization_code", "refresh_token"];
  return [grant === "client-credentials" ? "client_credentials" : grant];
}
