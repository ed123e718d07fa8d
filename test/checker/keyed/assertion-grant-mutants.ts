/** Faults of the JWT bearer grant, and of identity assertions. */
import type { Between, Fixed, Mutant } from "../through.ts";
import { assertionGrant, type GrantFault } from "./assertion-grant.ts";

/** How faults come about: before a server that has no such grant, or before one that has. */
type Engine = (kind: "plain" | "identity") => (fault: GrantFault) => (server: Fixed) => Between;

const of =
  (made: ReturnType<Engine>, family: string) =>
  (does: string, breaks: string, fault: GrantFault): Mutant => ({
    does,
    breaks: [`${family}/${breaks}`],
    between: made(fault),
  });

export function assertionGrantsBy(engine: Engine): Readonly<Record<string, Mutant>> {
  const plain = of(engine("plain"), "jwt-grant");
  const skips = (rule: string, does: string, breaks: string): Mutant => plain(does, breaks, { skips: [rule] });
  return {
    "a grant of no issuer": skips("iss required", "It needs no iss.", "iss-required"),
    "a grant of any issuer": skips("iss", "It takes any issuer.", "iss-known"),
    "a grant for nobody": skips("sub required", "It needs no sub.", "sub-required"),
    "a grant for no server": skips("aud required", "It needs no aud.", "aud-required"),
    "a grant for another server": skips("aud", "It doesn't look at aud.", "aud-verified"),
    "a grant for ever": skips("exp required", "It needs no exp.", "exp-required"),
    "a grant that has expired": skips("expired", "It doesn't look at exp.", "not-expired"),
    "a grant until some text": skips("exp number", "It compares text with numbers.", "exp-number"),
    "a grant before its time": skips("nbf", "It doesn't look at nbf.", "not-before"),
    "a grant by another key": skips("signature", "It doesn't verify signatures.", "signature"),
    "a grant without a signature": skips("signature required", "It takes an empty signature.", "signature-required"),
    "a grant by none": skips("none", "It takes alg none.", "not-none"),
    "a grant by a public secret": skips("MAC", "It takes the public key for a secret.", "no-mac-with-public-key"),
    "a grant by its own key": skips("own key", "It trusts jwk in the header.", "no-key-of-its-own"),
    "a grant with unknown rules": skips("crit", "It ignores crit.", "crit"),
    "a grant that is no JWT": skips("form", "It takes any text.", "malformed"),
    "no grant at all": skips("assertion", "It needs no assertion.", "assertion-required"),
    "a grant twice": skips("single use", "It doesn't remember jti.", "single-use"),
    "a grant with any secret": skips("secret", "It compares no secret.", "client-authenticated"),
    "another error for grants": plain("They are refused as invalid_client.", "error", {
      error: (rule, usual) => (rule === "signature" ? "invalid_client" : usual),
    }),
    "a grant that isn't listed": plain("grant_types_supported doesn't have it.", "metadata", { isHidden: true }),
  };
}

export function identityAssertionsBy(engine: Engine): Readonly<Record<string, Mutant>> {
  const identity = of(engine("identity"), "id-jag");
  const ignores = (rule: string, does: string, breaks: string): Mutant => identity(does, breaks, { skips: [rule] });
  return {
    "identity assertions of another type": ignores("typ", "It takes typ JWT.", "typ"),
    "identity assertions of no type": ignores("typ required", "It needs no typ.", "typ-required"),
    "identity assertions without jti": ignores("jti", "It needs no jti.", "jti-required"),
    "identity assertions without iat": ignores("iat", "It needs no iat.", "iat-required"),
    "identity assertions of no client": ignores("client_id required", "It needs no client_id.", "client-id-required"),
    "identity assertions of another client": ignores("client_id", "It ignores client_id.", "client-id-verified"),
    "identity assertions for two servers": ignores("single aud", "One of them is enough.", "aud-single"),
    "identity assertions for an endpoint": ignores("issuer alone", "It takes its endpoint's URL.", "aud-issuer-only"),
    "identity assertions without a secret": ignores("secret required", "It needs no secret.", "confidential-clients"),
    "identity assertions for anything": ignores("resource", "It takes any resource.", "resource"),
    "another error for identity assertions": identity("They are refused as invalid_client.", "error", {
      error: (rule, usual) => (rule === "client_id" ? "invalid_client" : usual),
    }),
    "identity assertions with a refresh token": identity("Its response has one.", "no-refresh-token", {
      grants: (members) => ({ ...members, refresh_token: "a-refresh-token" }),
    }),
    "identity assertions for more": identity("It grants what is asked for.", "scope-not-widened", {
      grants: (members, asked) => ({ ...members, scope: asked.get("scope") ?? members.scope }),
    }),
    "identity assertions whose grant isn't listed": {
      ...identity("grant_types_supported doesn't have it.", "grant-listed", { isHidden: true }),
      breaks: ["id-jag/grant-listed", "jwt-grant/metadata"],
    },
  };
}

const usual: Engine = (kind) => (fault) => assertionGrant(kind, fault);

export const ASSERTION_GRANTS = assertionGrantsBy(usual);
export const IDENTITY_ASSERTIONS = identityAssertionsBy(usual);
