/** A change that a fix makes, as the lines of a diff. Other changes are described by the fix's own words. */
import type { RequestPart, RequestShown } from "../reasons/explain.ts";
import type { Change } from "../reasons/fix.ts";
import { difference, type Piece } from "./difference.ts";

export interface ChangeLine {
  readonly sign: "-" | "+";
  readonly pieces: readonly Piece[];
}

const plain = (sign: ChangeLine["sign"], text: string): ChangeLine => ({ sign, pieces: [{ text, same: true }] });

export function linesOf(change: Change, request: RequestShown): ChangeLine[] {
  const sent = (name: string) => request.parts.filter((part) => part.place !== "header" && part.name === name);
  switch (change.change) {
    case "set":
      return replaced(`${change.parameter}=`, sent(change.parameter)[0]?.value, change.value);
    case "leave-out":
      return sent(change.parameter).map(({ value }) => plain("-", `${change.parameter}=${value ?? "\u2026"}`));
    case "rename": {
      const value = sent(change.from)[0]?.value ?? "\u2026";
      return [plain("-", `${change.from}=${value}`), plain("+", `${change.to}=${value}`)];
    }
    case "send-once":
      return change.parameters.flatMap((name) =>
        sent(name)
          .slice(1)
          .map(({ value }) => plain("-", `${name}=${value ?? "\u2026"}`)),
      );
    case "send-to":
      return replaced(`${request.method} `, request.path, change.path);
    case "add-to-client":
      return [plain("+", `${change.member}: ${change.values.map((value) => `"${value}"`).join(", ")}`)];
    case "set-of-client":
      return [plain("+", `${change.member}: ${change.value}`)];
    case "setting":
      return [plain("+", `${change.setting}: ${change.value}`)];
    case "supply":
      return change.what === "challenge" && /\/authorize$/.test(request.path) ? challenged(sent("code_challenge")) : [];
    default:
      return [];
  }
}

/** Only the client has the verifier that it is derived from. */
const CHALLENGE = "code_challenge={BASE64URL(SHA-256(code_verifier))}";

function challenged(sent: readonly RequestPart[]): ChangeLine[] {
  return [...sent.map(({ value }) => plain("-", `code_challenge=${value ?? "\u2026"}`)), plain("+", CHALLENGE)];
}

/** What was sent and what to send instead, with the difference marked if they have something in common. */
function replaced(name: string, before: string | undefined, after: string): ChangeLine[] {
  if (before === undefined) return [plain("+", name + after)];
  const { one, other } = difference(before, after);
  if (!one.some(({ same }) => same)) return [plain("-", name + before), plain("+", name + after)];
  const head: Piece = { text: name, same: true };
  return [
    { sign: "-", pieces: [head, ...one] },
    { sign: "+", pieces: [head, ...other] },
  ];
}
