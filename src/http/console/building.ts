/** What is being built, and how an application of that kind is registered. */
import type { Building } from "../../pages/console/code/index.ts";
import type { Client } from "../../protocol/client.ts";

interface Kind {
  /** The members of RFC 7591 that follow. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly hasRedirectUri: boolean;
  /** Whether it signs with a key of its own. */
  readonly hasKeys?: true;
}

const code = { grant_types: ["authorization_code", "refresh_token"] };
const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
const ofUser = { ...code, application_type: "native", token_endpoint_auth_method: "none" };

export const KINDS: Readonly<Record<Building, Kind>> = {
  web: {
    hasRedirectUri: true,
    members: { ...code, token_endpoint_auth_methods: ["client_secret_basic", "client_secret_post"] },
  },
  browser: { hasRedirectUri: true, members: { ...code, token_endpoint_auth_method: "none" } },
  native: { hasRedirectUri: true, members: ofUser },
  command: { hasRedirectUri: true, members: ofUser },
  agent: { hasRedirectUri: true, members: ofUser },
  device: {
    hasRedirectUri: false,
    members: { ...ofUser, grant_types: [DEVICE, "refresh_token"] },
  },
  "keyed-service": {
    hasRedirectUri: false,
    hasKeys: true,
    members: { grant_types: ["client_credentials"], token_endpoint_auth_method: "private_key_jwt" },
  },
  service: {
    hasRedirectUri: false,
    members: {
      grant_types: ["client_credentials"],
      token_endpoint_auth_methods: ["client_secret_basic", "client_secret_post"],
    },
  },
};

export const isBuilding = (text: string | null): text is Building => text !== null && Object.hasOwn(KINDS, text);

/** What a registered application seems to be. */
export function buildingOf({ authMethods, grantTypes, applicationType }: Client): Building {
  if (!grantTypes.includes("authorization_code")) {
    if (grantTypes.includes(DEVICE)) return "device";
    return authMethods.includes("private_key_jwt") ? "keyed-service" : "service";
  }
  if (applicationType === "native") return "command";
  return authMethods.includes("none") ? "browser" : "web";
}

/** Those that a user may not register, because of their grant types. */
export const beyondPolicy = (allowed: readonly string[]): readonly Building[] =>
  (Object.keys(KINDS) as Building[]).filter((building) =>
    (KINDS[building].members.grant_types as readonly string[]).some((name) => !allowed.includes(name)),
  );
