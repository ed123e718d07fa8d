/** The reference of what is supported: grant types, authentication methods, response modes, sender constraints, profiles and parameters. */
import { FEATURES } from "../src/protocol/features.ts";
import type { Parameter, Reader } from "../src/protocol/parameter.ts";
import { PARAMETERS } from "../src/protocol/parameters.ts";
import { citation, type Section } from "../src/specs.ts";

const cited = (section: Section): string => `[${citation(section)}](${section.url})`;

const READERS: Readonly<Record<Reader, string>> = {
  authorization: "`/authorize`",
  token: "`/token`",
  "token-facts": "`/introspect`, `/revoke`, `/refusals`",
  "device-authorization": "`/device_authorization`",
  backchannel: "`/bc-authorize`",
  bearer: "`/userinfo`",
  "sign-out": "`/sign-out`",
  page: "the forms of this server's pages",
};

const KEEPS: Readonly<Record<Parameter["journal"], string>> = {
  value: "its value",
  length: "its length",
  thumbprint: "its length, and a thumbprint",
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** The Markdown, below its note. */
export function features(): string {
  const { grantTypes, authenticationMethods, responseModes, senderConstraints, profiles } = FEATURES;
  const constraints =
    senderConstraints.length === 0
      ? "None yet. A token that says it is bound to a key is refused without proof of that key."
      : table(
          ["constraint", "what a client sends", "section"],
          senderConstraints.map(({ name, sends, cites }) => [`\`${name}\``, sends, cited(cites)]),
        );
  return `
# What is supported

The metadata lists the same. A setting of each client says which grant types and authentication methods it may use. See [configuration](configuration.md).

## Grant types

Allowed per client with \`grantTypes\`.

${table(
  ["grant type", "what a client exchanges for tokens", "section"],
  grantTypes.map(({ name, exchanges, cites }) => [`\`${name}\``, exchanges, cited(cites)]),
)}

## Client authentication

Allowed per client with \`authMethods\`. A request must use only one.

${table(
  ["method", "what a client sends", "section"],
  authenticationMethods.map(({ name, sends, cites }) => [`\`${name}\``, sends, cited(cites)]),
)}

## Response modes

Every client may use each. The request names one with \`response_mode\`.

${table(
  ["response mode", "what the browser does", "section"],
  responseModes.map(({ name, sends, cites }) => [`\`${name}\``, sends, cited(cites)]),
)}

## Sender constraints

${constraints}

## Profiles

The bounds of all checks. The first one applies to clients that name none, unless the server names another (profile).

${table(
  ["profile", "PKCE is required of", "codes last at most", "replaced refresh tokens work at most", "section"],
  profiles.map(({ name, pkceRequiredOf, longestCodeLifetime, longestRefreshGrace, cites }) => [
    `\`${name}\``,
    pkceRequiredOf,
    `${longestCodeLifetime} seconds`,
    `${longestRefreshGrace} seconds`,
    cited(cites),
  ]),
)}

## Parameters

What each endpoint reads, and what the journal keeps of it. All other parameters are ignored, and only their length is kept.

${table(
  ["parameter", "read by", "what is kept"],
  PARAMETERS.filter(({ readBy }) => readBy.length > 0).map(({ name, readBy, journal }) => [
    `\`${name}\``,
    readBy.map((reader) => READERS[reader]).join(", "),
    KEEPS[journal],
  ]),
)}
`;
}
