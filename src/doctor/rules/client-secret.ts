/** What a client's secret looks like: its encoding, white space, the id in its place, a hash of it (RFC 6749 2.3.1). */
import { formDecode } from "../../protocol/form.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { rfc } from "../../specs.ts";
import { isCovered } from "../covered.ts";
import { decodeBase64 } from "../readers/base64.ts";
import type { View } from "../view.ts";
import { AUTH } from "./client-auth.ts";
import { type Found, rule, short } from "./define.ts";
import { clientIdOf, clientRequests, GUID, isAt, MICROSOFT } from "./requests.ts";
import { saidOf, weigh } from "./said.ts";

/** A secret as it is stored. */
const HASHED =
  /^(?:pbkdf2_sha\d+|bcrypt(?:_sha256)?|argon2(?:id?|d)?|scrypt|sha\d+)\$|^\$(?:2[aby]|argon2\w*|6|5|scrypt|pbkdf2[\w-]*)\$/;
const SPECIAL = /[^A-Za-z0-9\-._~*]/;

function* secrets(view: View): Iterable<Found> {
  for (const request of clientRequests(view)) {
    const { basic } = request;
    const said = saidOf(view, request);
    const seen = (reason: CauseCode, base: number, says: string, fix: string): Found => ({
      reason,
      confidence: weigh(said, base, AUTH),
      says,
      fix,
      spec: rfc(6749, "2.3.1"),
    });
    const header = request.headers.authorization;
    const isHidden = isCovered(decodeBase64(header?.replace(/^basic\s+/i, "") ?? "") ?? "");
    if (header !== undefined && /^basic\b/i.test(header) && basic === undefined && !isHidden)
      yield seen(
        "client-auth/malformed",
        0.85,
        "the Basic header is not the base64 of id and secret with a colon between",
        "Send Authorization: Basic base64(client_id:client_secret).",
      );
    if (HASHED.test(basic?.secret ?? request.parameters.get("client_secret") ?? "")) {
      yield seen(
        "client-auth/secret-wrong",
        0.93,
        "the secret is a hash, as it is stored: the server hashes what it is sent once more",
        "Send the secret of which the hash was made, or set a new one.",
      );
      continue;
    }
    if (basic !== undefined && basic.secret !== "") {
      const encoded = /%[0-9a-f]{2}/i.test(basic.secret) || /%[0-9a-f]{2}/i.test(basic.id);
      if (encoded)
        yield seen(
          "client-auth/secret-encoding",
          0.68,
          "id or secret were form-encoded before Basic, and not every server decodes them",
          "Where the server does not decode them, send them as they are, or in the body.",
        );
      else if (
        basic.secret.includes("%") ||
        formDecode(basic.secret) !== basic.secret ||
        formDecode(basic.id) !== basic.id
      )
        yield seen(
          "client-auth/secret-encoding",
          0.85,
          "id or secret hold + or %, which a server that decodes them changes: they are not form-encoded",
          "Form-encode id and secret before they are joined by a colon and put into base64.",
        );
      else if (SPECIAL.test(basic.secret) || SPECIAL.test(basic.id))
        yield seen(
          "client-auth/secret-encoding",
          /[:&=/+ ]/.test(basic.secret + basic.id) ? 0.6 : 0.35,
          "id or secret hold special characters, and are not form-encoded",
          "Form-encode id and secret before they are joined by a colon and put into base64.",
        );
    }
    for (const secret of [request.parameters.get("client_secret"), basic?.secret]) {
      if (secret === undefined || secret === "" || isCovered(secret)) continue;
      if (/^\s|\s$|[\r\n]/.test(secret))
        yield seen(
          "client-auth/secret-wrong",
          0.9,
          `the secret (${secret.length} characters) has white space at an end`,
          "Trim it: it comes from a file or a variable with a line break.",
        );
      else if (/^(["']).*\1$/s.test(secret))
        yield seen("client-auth/secret-wrong", 0.9, "the secret is in quotes", "Take the quotes out of the variable.");
      else if (/ /.test(secret))
        yield seen(
          "client-auth/secret-wrong",
          0.6,
          "the secret has a space in it, as from a plus sign that was not encoded",
          "Encode + as %2B in the form.",
        );
      else if (secret === clientIdOf(request))
        yield seen("client-auth/secret-wrong", 0.9, "the secret is the client_id", "Send the secret.");
      else if (GUID.test(secret) && isAt(request, ...MICROSOFT))
        yield seen(
          "client-auth/secret-wrong",
          0.93,
          "the secret is a GUID: the id of the secret, in place of its value",
          "Send the column Value of the secret, which is shown only when it is made, not the column Secret ID.",
        );
      else if (/%(?:2B|2F|3D|7E|40|21)/i.test(secret) && request.basic === undefined)
        yield seen(
          "client-auth/secret-wrong",
          0.75,
          "the secret is still percent-encoded: it was encoded twice",
          "Let the library encode it once.",
        );
    }
    const other = request.parameters.get("client_id");
    if (
      basic !== undefined &&
      other !== undefined &&
      other !== "" &&
      other !== basic.id &&
      formDecode(basic.id) !== other
    )
      yield {
        ...seen(
          "client-auth/client-id-mismatch",
          0.85,
          `the Basic header is of client ${short(basic.id, 60)}, and client_id of ${short(other, 60)}`,
          "Send one client id.",
        ),
        source: `client_id=${other}`,
        part: other,
      };
    const own = view.context.client_id;
    const id = clientIdOf(request);
    if (own !== undefined && id !== undefined && own !== id && formDecode(id) !== own)
      yield {
        ...seen(
          "client/unknown",
          0.85,
          `client_id is ${short(id, 60)}, and the client's is ${short(own, 60)}`,
          `Send client_id=${own}`,
        ),
        source: `client_id=${id}`,
        part: id,
      };
    else if (id !== undefined && /^\s|\s$|^["']|%[0-9a-f]{2}/i.test(id) && basic === undefined)
      yield {
        ...seen(
          "client/unknown",
          0.82,
          "client_id has white space, quotes or a percent sign in it",
          `Send client_id=${id.replaceAll(/^["'\s]+|["'\s]+$/g, "")}`,
        ),
        source: `client_id=${id}`,
      };
  }
}

export const clientSecretRules = [rule("client-auth/secret", secrets)];
