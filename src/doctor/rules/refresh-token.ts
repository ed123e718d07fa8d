/** Refresh tokens: whether the sent value is one, and what was sent before. */
import type { CauseCode } from "../../reasons/causes.ts";
import { rfc } from "../../specs.ts";
import type { Exchange } from "../material.ts";
import type { RequestView, View } from "../view.ts";
import { returned } from "./code.ts";
import { type Found, rule, short } from "./define.ts";
import { clientIdOf, flowOf, grantTypeOf, lasting, looksLikeJwt, tokenRequests } from "./requests.ts";
import { FITS, saidOf, weigh } from "./said.ts";

function* refresh(view: View): Iterable<Found> {
  const before: RequestView[] = [];
  for (const request of tokenRequests(view).filter((one) => grantTypeOf(one) === "refresh_token")) {
    const token = request.parameters.get("refresh_token");
    if (token === undefined || token === "") continue;
    const said = saidOf(view, request);
    const seen = (reason: CauseCode, base: number, says: string, fix: string): Found => ({
      reason,
      confidence: weigh(said, base, FITS.grant),
      says,
      fix,
      spec: rfc(6749, "6"),
    });
    const issued = issuedBefore(view, request);
    if (issued.access.includes(token))
      yield seen(
        "refresh-token/unknown",
        0.94,
        "the access token was sent as refresh token",
        "Send the value of refresh_token of the token response.",
      );
    else if (returned(view).includes(token))
      yield seen(
        "refresh-token/unknown",
        0.93,
        "the authorization code was sent as refresh token",
        "Redeem the code first, and send the refresh_token of that response.",
      );
    else if (looksLikeJwt(token) && issued.refresh.length === 0) yield* jwtAsRefresh(view, token, seen);
    else if (/\s|^["'].*["']$/.test(token))
      yield seen(
        "refresh-token/unknown",
        0.82,
        "refresh_token has white space or quotes around it",
        "Send it as it came.",
      );
    else if (/%(?:2F|2B|3D)/i.test(token))
      yield seen("refresh-token/unknown", 0.85, "refresh_token is encoded twice", "Let the library encode it once.");
    const rotated = issued.rotations.find(({ old }) => old === token);
    if (rotated !== undefined)
      yield seen(
        "refresh-token/reused",
        0.95,
        "this refresh token was exchanged for a newer one before, and sent again",
        "Store the refresh token of each response, and let one process refresh at a time.",
      );
    const same = before.find((one) => one.parameters.get("refresh_token") === token);
    if (same !== undefined && rotated === undefined) {
      const apart =
        request.exchange.at === undefined || same.exchange.at === undefined
          ? undefined
          : request.exchange.at - same.exchange.at;
      const failed = !saidOf(view, same).accepted && same.exchange.response !== undefined;
      yield seen(
        "refresh-token/reused",
        failed ? 0.45 : apart !== undefined && apart < 60_000 ? 0.9 : 0.8,
        `the same refresh token was sent twice${apart === undefined ? "" : `, ${lasting(apart)} apart`}`,
        "Let one process refresh at a time, and let the others take what it got.",
      );
    }
    const whose = issued.rotations.length === 0 ? issued.client : undefined;
    const now = clientIdOf(request);
    if (whose !== undefined && now !== undefined && whose !== now && issued.refresh.includes(token))
      yield seen(
        "refresh-token/of-other-client",
        0.94,
        `the refresh token was given to client ${short(whose, 60)}, and is sent by ${short(now, 60)}`,
        `Refresh as client ${short(whose, 60)}.`,
      );
    before.push(request);
  }
}

function* jwtAsRefresh(
  view: View,
  _token: string,
  seen: (reason: CauseCode, base: number, says: string, fix: string) => Found,
): Iterable<Found> {
  const claims = view.jwts.find(({ found }) => found === "refresh_token")?.claims;
  const type = String(claims?.typ ?? claims?.token_use ?? claims?.token_type ?? "").toLowerCase();
  if (claims === undefined || /refresh|offline/.test(type)) return;
  if (type === "id" || claims.nonce !== undefined || claims.at_hash !== undefined)
    yield seen(
      "refresh-token/unknown",
      0.85,
      "what was sent as refresh token has the claims of an ID token",
      "Send the value of refresh_token of the token response.",
    );
  else if (type === "bearer" || type === "access" || claims.scp !== undefined || claims.scope !== undefined)
    yield seen(
      "refresh-token/unknown",
      0.78,
      "what was sent as refresh token has the claims of an access token",
      "Send the value of refresh_token of the token response.",
    );
}

interface Issued {
  readonly access: readonly string[];
  readonly refresh: readonly string[];
  readonly rotations: readonly { readonly old: string }[];
  readonly client: string | undefined;
}

function issuedBefore(view: View, request: RequestView): Issued {
  const all = view.requests.slice(0, view.requests.indexOf(request));
  const member = (one: RequestView, name: string): string | undefined =>
    new RegExp(`"${name}"\\s*:\\s*"([^"]{4,8000})"`).exec(one.exchange.response?.body?.slice(0, 100_000) ?? "")?.[1];
  const gave = all.filter((one) => member(one, "refresh_token") !== undefined);
  const last = gave.at(-1);
  return {
    access: all.flatMap((one) => member(one, "access_token") ?? []),
    refresh: gave.flatMap((one) => member(one, "refresh_token") ?? []),
    rotations: gave.flatMap((one) => {
      const old = one.parameters.get("refresh_token");
      return old === undefined || old === member(one, "refresh_token") ? [] : [{ old }];
    }),
    client: last === undefined ? undefined : clientIdOf(last),
  };
}

/** A token response without a refresh token, although one was wanted. */
function* notIssued(view: View): Iterable<Found> {
  const wanted = /refresh[_ ]?token|offline/i.test(view.material.texts.join("\n").slice(0, 50_000));
  const lacks = ({ response }: Exchange): boolean =>
    /"access_token"\s*:/.test(response?.body ?? "") && !/"refresh_token"\s*:\s*"/.test(response?.body ?? "");
  // A response without its request may be of another grant.
  const alone = view.material.exchanges.filter(
    (exchange) => wanted && exchange.request === undefined && lacks(exchange),
  );
  const requests = tokenRequests(view).filter(
    (one) => grantTypeOf(one) === "authorization_code" && lacks(one.exchange),
  );
  for (const request of [...requests, ...alone.map(() => undefined)]) {
    const asked = request && flowOf(view, request)?.authorization.parameters;
    const offline =
      asked === undefined ? undefined : /offline/.test(`${asked.get("scope")} ${asked.get("access_type")}`);
    if (!wanted && offline !== true) continue;
    yield {
      reason: "refresh-token/not-issued",
      confidence: wanted ? 0.9 : 0.7,
      says: `the token response has an access token and no refresh token${offline === false ? ", and the authorization request did not ask for offline access" : ""}`,
      fix: "Ask for offline access (scope offline_access, or at Google access_type=offline with prompt=consent), and let the user consent again.",
      spec: rfc(6749, "5.1"),
    };
  }
}

export const refreshTokenRules = [rule("refresh-token/request", refresh), rule("refresh-token/absent", notIssued)];
