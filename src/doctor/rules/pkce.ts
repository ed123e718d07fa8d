/** Challenge and verifier: each by itself, and whether they match (RFC 7636). */
import { challengeLooks, verifierFault } from "../../protocol/pkce-form.ts";
import { rfc } from "../../specs.ts";
import { isCovered } from "../covered.ts";
import { base64url, hex, sha256Of } from "../sha256.ts";
import type { View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { announced, authorizations, flowOf, grantTypeOf, tokenRequests } from "./requests.ts";
import { FITS, type Fits, saidOf, weigh } from "./said.ts";

const ASKED: Fits = { errors: ["invalid_request"], words: FITS.pkce.words };

function* challenge(view: View): Iterable<Found> {
  for (const request of authorizations(view)) {
    const { parameters } = request;
    const [sent, method] = [parameters.get("code_challenge"), parameters.get("code_challenge_method")];
    const said = saidOf(view, request);
    const plain = method === undefined || method === "plain";
    if (sent === undefined || sent === "") {
      if (method !== undefined)
        yield {
          reason: "pkce/required",
          confidence: weigh(said, 0.8, ASKED),
          says: "code_challenge_method was sent without a code_challenge",
          source: `code_challenge_method=${method}`,
          fix: "Send code_challenge too: BASE64URL(SHA-256(code_verifier)).",
          spec: rfc(7636, "4.3"),
        };
      else if (FITS.pkce.words.test(said.words))
        yield {
          reason: "pkce/required",
          confidence: 0.85,
          says: "the authorization request has no code_challenge, and the response speaks of PKCE",
          fix: "Send code_challenge and code_challenge_method=S256 with the authorization request, and code_verifier with the token request.",
          spec: rfc(7636, "4.3"),
        };
      continue;
    }
    if (method !== undefined && method !== "S256" && method !== "plain") {
      const near = method.trim().toLowerCase().replaceAll(/[-_]/g, "");
      yield {
        reason: "pkce/method-unsupported",
        confidence: weigh(said, 0.94, ASKED),
        says:
          near === "s256" || near === "sha256"
            ? `code_challenge_method is '${short(method, 20)}' where it is S256`
            : `code_challenge_method is '${short(method, 20)}', which is unknown`,
        source: `code_challenge_method=${method}`,
        part: method,
        fix: "Send code_challenge_method=S256.",
        spec: rfc(7636, "4.3"),
      };
      continue;
    }
    if (plain) {
      const looks = /^[A-Za-z0-9_-]{43}$/.test(sent) && method === undefined;
      const offered = announced(view, "code_challenge_methods_supported");
      const only = offered.length > 0 && !offered.includes("plain");
      yield {
        reason: "pkce/method-unsupported",
        confidence: weigh(said, only ? 0.9 : looks ? 0.5 : 0.45, {
          errors: ["invalid_request"],
          words: /challenge.?method|transform|plain|s256/i,
        }),
        says:
          method === undefined
            ? "code_challenge_method is absent, which means plain"
            : "code_challenge_method is plain",
        source: method === undefined ? undefined : `code_challenge_method=${method}`,
        part: method,
        fix: "Send code_challenge_method=S256, and the SHA-256 of the verifier as challenge.",
        spec: rfc(7636, "4.3"),
      };
      continue;
    }
    const looks = challengeLooks(sent);
    // If a code was issued, the server accepted the challenge, so it refuses the verifier.
    const wasTaken = tokenRequests(view).some((one) => flowOf(view, one)?.authorization === request);
    if (looks !== undefined && !wasTaken && !isCovered(sent))
      yield {
        reason: "pkce/challenge-malformed",
        confidence: weigh(said, 0.94, { errors: ["invalid_request", "invalid_grant"], words: FITS.pkce.words }),
        says: `code_challenge has ${sent.length} characters, where SHA-256 in base64url has 43: ${looks}`,
        source: `code_challenge=${sent}`,
        part: sent,
        fix: "Send BASE64URL(SHA-256(code_verifier)): 43 characters, without padding, with - and _ in place of + and /.",
        spec: rfc(7636, "4.2"),
      };
  }
}

function* verifier(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    const sent = request.parameters.get("code_verifier");
    if (sent === undefined || sent === "" || isCovered(sent)) continue;
    const fault = verifierFault(sent);
    if (fault === undefined) continue;
    const what =
      fault.character === undefined
        ? "where 43 to 128 are demanded"
        : `and among them '${short(fault.character, 4)}', which is not allowed`;
    yield {
      reason: "pkce/verifier-malformed",
      confidence: weigh(saidOf(view, request), 0.88, {
        errors: ["invalid_grant", "invalid_request"],
        words: FITS.pkce.words,
      }),
      says: `code_verifier has ${fault.length} characters, ${what}`,
      fix: "Make it of 43 to 128 letters, digits, hyphens, full stops, underscores and tildes, such as 32 random bytes in base64url.",
      spec: rfc(7636, "4.1"),
    };
  }
}

const base64 = (text: string): string => `${text.replaceAll("-", "+").replaceAll("_", "/")}`;

/** How the challenge was derived from the verifier, if it was derived incorrectly. */
function madeOtherwise(sent: string, of: string): string | undefined {
  const digest = sha256Of(of);
  const right = base64url(digest);
  if (sent === of) return "the challenge is the verifier itself, unhashed, sent as S256";
  if (sent.toLowerCase() === hex(digest)) return "the challenge is the hash in hexadecimal, in place of base64url";
  if (sent === base64url(sha256Of(right))) return "the verifier was hashed twice";
  if (sent === base64url(new TextEncoder().encode(hex(digest))))
    return "the challenge is the base64url of the hash in hexadecimal";
  if (sent === base64url(sha256Of(hex(digest)))) return "the hexadecimal form of the hash was hashed again";
  const bare = sent.replace(/=+$/, "").replaceAll(" ", "+");
  if (bare === right) return "the challenge has padding";
  if (bare === base64(right)) return "the challenge is in base64, in place of base64url";
  return right.toLowerCase() === sent.toLowerCase() ? "the challenge was changed in its letter case" : undefined;
}

function* pair(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    const grant = grantTypeOf(request);
    if (
      (grant !== undefined && grant !== "authorization_code") ||
      !(request.parameters.has("code") || request.parameters.has("code_verifier"))
    )
      continue;
    const flow = flowOf(view, request);
    if (flow === undefined) continue;
    const sent = flow.authorization.parameters.get("code_challenge");
    const of = request.parameters.get("code_verifier");
    const said = saidOf(view, request);
    if (sent !== undefined && sent !== "" && (of === undefined || of === "")) {
      yield {
        reason: "pkce/verifier-missing",
        confidence: weigh(said, flow.how === "last" ? 0.8 : 0.94, {
          errors: ["invalid_grant", "invalid_request"],
          words: FITS.pkce.words,
        }),
        says: "the authorization request has a code_challenge, and the token request has no code_verifier",
        fix: "Keep the code_verifier beside the state, and send it with the token request.",
        spec: rfc(7636, "4.5"),
      };
      continue;
    }
    if (of === undefined || of === "") continue;
    if (sent === undefined || sent === "") {
      yield {
        reason: "pkce/verifier-unexpected",
        confidence: weigh(said, 0.55, FITS.pkce),
        says: "the token request has a code_verifier, and the authorization request had no code_challenge",
        fix: "Send code_challenge and code_challenge_method=S256 with the authorization request.",
        spec: rfc(9700, "2.1.1"),
      };
      continue;
    }
    if (isCovered(sent) || isCovered(of)) continue;
    const method = flow.authorization.parameters.get("code_challenge_method") ?? "plain";
    if (method === "plain" ? sent === of : sent === base64url(sha256Of(of))) continue;
    const how = madeOtherwise(sent, of);
    const other = authorizations(view).some(
      (one) => one !== flow.authorization && one.parameters.get("code_challenge") === base64url(sha256Of(of)),
    );
    if (other && flow.how !== "state" && flow.how === "last") continue;
    yield {
      reason: "pkce/verifier-mismatch",
      confidence: weigh(said, flow.how === "last" ? 0.82 : 0.95, FITS.pkce),
      says: other
        ? "code_verifier belongs to the code_challenge of another authorization request"
        : `code_verifier (${of.length} characters) doesn't match code_challenge${how === undefined ? "" : `: ${how}`}`,
      source: `code_challenge=${sent}`,
      part: sent,
      fix: other
        ? "Keep a verifier for each state, and take the one that belongs to the state of the callback."
        : how === undefined
          ? "Send the very verifier of which the challenge was made: keep it in the session beside the state, and do not make it again."
          : "Make the challenge as BASE64URL(SHA-256(ASCII(code_verifier))), without padding.",
      spec: rfc(7636, "4.6"),
    };
  }
}

export const pkceRules = [rule("pkce/challenge", challenge), rule("pkce/verifier", verifier), rule("pkce/pair", pair)];
