/** Another Candor: what `candor export --everything` writes. */
import { type GrantLine, LINES, type LineName } from "../../exporting/lines.ts";
import type { Found, MovedToken, Source } from "../found.ts";
import { note } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asNumber, asObject, asText } from "../read-as.ts";

export const candor: Source = {
  name: "candor",
  title: "Candor",
  files: "what candor export --everything has written, with --password-hashes if users are to keep their passwords",
  cut: "json",
  lists: [],
  read,
};

async function* read(pieces: AsyncIterable<Piece>): AsyncGenerator<Found> {
  let lines = 0;
  let isWhole = false;
  let last = "";
  for await (const { at, value } of pieces) {
    // Nothing comes after the last line.
    isWhole = false;
    const line = asObject(value);
    const is = asText(line.is) ?? "";
    last = at;
    const form = Object.hasOwn(LINES, is) ? LINES[is as LineName] : undefined;
    const fault = form === undefined ? "a line of another version" : form.safeParse(value).error?.issues[0];
    if (fault !== undefined)
      throw new Error(
        `At ${at}, ${typeof fault === "string" ? fault : `${fault.path.join(".") || "the line"} isn't valid: ${fault.message}`}.`,
      );
    if (is === "end") isWhole = asNumber(line.lines) === lines;
    else lines++;
    if (is === "grant") yield* tokenOf(at, line.grant as GrantLine);
    else if (is !== "end" && is !== "candor") yield { ...foundAs(is, line[is]), at } as Found;
  }
  if (!isWhole) throw new Error(`The export isn't complete: its last line is ${last === "" ? "missing" : last}.`);
  yield { is: "note", note: note("import/not-exported", "the export") };
}

/** Of a grant, what its app can use at another server: its refresh token. */
function* tokenOf(at: string, grant: GrantLine): Generator<Found> {
  const { refresh, clientId, subject, scopes, createdAt, forgetAfter, revokedAt, audience, nonce, authTime } = grant;
  if (!grant.refreshes || revokedAt !== undefined) return;
  if (refresh === undefined) {
    const why = "the export is of an older version, which has no hashes of tokens";
    return yield { is: "note", note: note("import/token-unusable", at, { why }) };
  }
  const { sha256, generation, startedAt, rotatedAt, cnf } = refresh;
  yield {
    ...{ is: "token", at },
    token: {
      ...{ sha256, clientId, subject, scopes, expiresAt: forgetAfter, startedAt, rotatedAt },
      ...{ audience, nonce, authTime, cnf, createdAt },
      // It has come along before, and its app hasn't used it since.
      ...(grant.from === "moved" && generation === 0 && { kept: grant.id }),
      authorizationDetails: grant.authorizationDetails as MovedToken["authorizationDetails"],
      requestedClaims: grant.requestedClaims as MovedToken["requestedClaims"],
    },
  };
}

function foundAs(is: string, content: unknown): object {
  if (is === "user") return { is, user: asObject(content) };
  if (is === "audit") return { is, entry: content };
  if (is === "client-record") return { is, record: content };
  if (is === "left-name") return { is, left: content };
  if (is === "team" || is === "settings" || is === "consent") return { is, [is]: content };
  return { is, form: content };
}
