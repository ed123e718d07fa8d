/** Faults of token exchange (RFC 8693). */
import { METADATA, responding, withHeader, withMembers } from "../between.ts";
import type { Between, Mutant } from "../through.ts";
import { type ExchangeFault, exchanging } from "./exchange.ts";

/** How faults come about: before a server that has no token exchange, or before one that has. */
type Engine = (fault: ExchangeFault) => () => Between;

export function exchangesBy(engine: Engine): Readonly<Record<string, Mutant>> {
  const fault = (does: string, breaks: string, one: ExchangeFault): Mutant => ({
    does,
    breaks: [`token-exchange/${breaks}`],
    between: engine(one) as NonNullable<Mutant["between"]>,
  });
  const skipping = (rule: string, does: string, breaks: string): Mutant => fault(does, breaks, { skips: [rule] });
  return {
    "an exchange of nothing": skipping("no subject", "It needs no subject_token.", "subject-token-required"),
    "a subject of no type": skipping("no type", "It needs no subject_token_type.", "subject-token-type-required"),
    "a subject of an unknown type": skipping("type", "It takes any type.", "subject-token-type-known"),
    "a subject of a wrong type": skipping("fitting type", "It doesn't look at the type.", "subject-token-type-fits"),
    "an unknown type is issued": skipping("requested type", "It takes any type.", "requested-token-type-known"),
    "a subject that was made up": skipping("subject", "It takes any opaque token.", "subject-token-exists"),
    "a subject that was changed": skipping("signature", "It verifies no signature.", "subject-token-signature"),
    "a subject that was revoked": skipping("revoked", "It only verifies the signature.", "subject-token-revoked"),
    "a subject that has expired": skipping("expired", "It doesn't look at exp.", "subject-token-expired"),
    "an actor of no type": skipping("actor's type", "It needs no type.", "actor-token-type-required"),
    "a type of no actor": skipping("actor's type alone", "It ignores the type.", "actor-token-type-alone"),
    "an actor that was made up": skipping("actor", "It takes any actor_token.", "actor-token-exists"),
    "an exchange for anybody": skipping("audience", "It takes any audience.", "audience"),
    "an exchange for anything": skipping("resource", "It takes any resource.", "resource"),
    "an exchange for a part": skipping("fragment", "It cuts off what is behind #.", "resource-fragment"),
    "an exchange with any secret": skipping("secret", "It compares no secret.", "client-authenticated"),
    "an exchange without a secret": skipping("secret required", "It needs no secret.", "secret-required"),
    "an exchange by a public client": skipping("public clients", "It takes any client.", "no-public-clients"),
    "an exchange whose type isn't said": fault("It has no issued_token_type.", "issued-token-type", {
      grants: ({ issued_token_type: _, ...rest }) => rest,
    }),
    "another type is issued": fault("It issues what it likes.", "requested-token-type", {
      grants: (members, asked) => ({
        ...members,
        ...(asked.has("requested_token_type") && { issued_token_type: "urn:ietf:params:oauth:token-type:jwt" }),
      }),
    }),
    "an access token that isn't used as one": fault("token_type is N_A.", "token-type", {
      grants: (members) => ({ ...members, token_type: "N_A" }),
    }),
    "an exchange of unknown length": fault("It has no expires_in.", "expires-in", {
      grants: ({ expires_in: _, ...rest }) => rest,
    }),
    "nobody acts": fault("Tokens have no act.", "act", { act: false }),
    "an exchange for more": fault("It grants what is asked for.", "scope-not-widened", {
      grants: (members, asked) => ({ ...members, scope: asked.get("scope") ?? members.scope }),
    }),
    "another error for subjects": fault("They are refused as invalid_grant.", "error", {
      error: (rule, usual) => (rule === "subject" ? "invalid_grant" : usual),
    }),
    "another error for targets": fault("They are refused as invalid_request.", "target-error", {
      error: (_, usual) => (usual === "invalid_target" ? "invalid_request" : usual),
    }),
    "an exchange that may be stored": {
      does: "Its response has no Cache-Control.",
      breaks: ["token-exchange/no-store"],
      between: responding("/token", (answer, { form }) =>
        form.get("grant_type")?.endsWith(":token-exchange") ? withHeader(answer, "cache-control", undefined) : answer,
      ) as NonNullable<Mutant["between"]>,
    },
    "an exchange that isn't listed": {
      does: "grant_types_supported doesn't have it.",
      breaks: ["token-exchange/metadata"],
      between: responding(METADATA, (answer) =>
        answer.status === 200
          ? withMembers(answer, (all) => ({
              ...all,
              grant_types_supported: (all.grant_types_supported as string[]).filter(
                (one) => !one.endsWith(":token-exchange"),
              ),
            }))
          : answer,
      ) as NonNullable<Mutant["between"]>,
    },
  };
}

export const EXCHANGES = exchangesBy(exchanging);
