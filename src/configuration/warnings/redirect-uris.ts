/** Registered redirect URIs that will never match, or never be used. */
import { isLoopback } from "../loopback.ts";
import type { Configuration } from "../schema.ts";
import { type Check, type Facts, type Found, ofClients } from "./define.ts";

type ClientSettings = Configuration["clients"][number];

/** Checks each redirect URI and each post-logout redirect URI of each client. */
function* ofUris(
  { configuration }: Facts,
  finds: (uri: string, client: ClientSettings) => string | undefined,
): Generator<Found> {
  for (const [i, client] of configuration.clients.entries()) {
    if (client.disabled) continue;
    for (const list of ["redirectUris", "postLogoutRedirectUris"] as const) {
      for (const [k, uri] of client[list].entries()) {
        const is = finds(uri, client);
        if (is !== undefined) yield { key: `clients[${i}].${list}[${k}]`, is };
      }
    }
  }
}

/** Text that other servers treat as a pattern or a placeholder. */
const PATTERN = /\*|\.\+|(?<!\/\/)\[[^\]]+\]|(?<=\/\/)\.|[{<]\w+[}>]|%7B\w+%7D|\/:[a-z]\w*|\$\w+|%s\b/i;

export const redirectUris: readonly Check[] = [
  {
    name: "redirect-uri-with-wildcard",
    setting: "clients[].redirectUris",
    when: "A redirect URI contains a wildcard or a placeholder.",
    means:
      "Redirect URIs are compared character by character, so a request with anything else in that place is refused.",
    fix: "Register every redirect URI in full. The app can use state to remember where the user came from.",
    find: (facts) =>
      ofUris(facts, (uri) =>
        PATTERN.test(uri) ? `${JSON.stringify(uri)}, with ${PATTERN.exec(uri)?.[0]} taken literally` : undefined,
      ),
  },
  {
    name: "redirect-uri-of-this-machine",
    setting: "clients[].redirectUris",
    when: "A web client of a public server has a redirect URI on a loopback address.",
    means: "Any program that listens there on the user's computer receives the codes.",
    fix: "Register it only on a development server, or set applicationType to native.",
    find: ({ configuration, ...facts }) =>
      isLoopback(new URL(configuration.issuer).hostname)
        ? []
        : ofUris({ configuration, ...facts }, (uri, { applicationType }) =>
            applicationType === "web" && isLoopback(new URL(uri).hostname) ? JSON.stringify(uri) : undefined,
          ),
  },
  {
    name: "redirect-uris-unused",
    setting: "clients[].redirectUris",
    when: "A client has redirect URIs (for sign-in or after sign-out), but isn't allowed authorization_code.",
    means: "Requests at the authorization endpoint are refused as client/response-type-not-allowed.",
    fix: "Add authorization_code to grantTypes, or remove the redirect URIs.",
    find: ofClients(".grantTypes", ({ grantTypes, redirectUris, postLogoutRedirectUris }) => {
      const isUnused =
        redirectUris.length + postLogoutRedirectUris.length > 0 && !grantTypes.includes("authorization_code");
      return isUnused && `${grantTypes.join(", ") || "empty"}, but the client has redirect URIs`;
    }),
  },
];
