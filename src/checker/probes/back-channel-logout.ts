/** Logout tokens (OpenID Connect Back-Channel Logout 1.0): what the web client hears when the user signs out. */
import type { Exchange } from "../exchange.ts";
import { all, broken, either, type Finding, notApplicable, unclear } from "../finding.ts";
import { isSignedBy, type Jwt, jwtOf, keySet } from "../jwt.ts";
import { type Lab, type Tokens, tokensIn } from "../lab.ts";
import { listening, portOf } from "../listener.ts";
import { probe } from "../probe.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const TWO_MINUTES = 120;
/** How far clocks may differ, in seconds. */
const SKEW = 60;

const TOKEN = [
  ...(["typ", "signature", "iss", "aud", "iat", "exp", "lifetime", "jti", "events"] as const),
  ...(["who", "nonce", "same"] as const),
];

export const backChannelLogout = probe({
  does: "Signs the user out, and reads the logout token that the client gets.",
  needs: ["back-channel logout", "logout", "ID tokens", "JWKS"],
  harsh: true,
  finds: ["sent", ...TOKEN],
  async run(lab) {
    const { uri, port } = placeOf(lab);
    const listener = await listening(uri, port);
    try {
      const client = lab.client("web");
      const from = await lab.code(client);
      const tokens = { ...tokensIn(await lab.redeem(from)), from };
      const shows = await signOut(lab, tokens);
      const heard = await listener.heard();
      const text = heard?.form.get("logout_token") ?? undefined;
      if (heard === undefined || text === undefined) {
        const because = heard === undefined ? "No request came." : "The request has no logout_token in a form.";
        return { sent: broken(because, shows), ...all(TOKEN, unclear(because, shows)) };
      }
      const jwt = jwtOf(text);
      const sent = either(heard.method === "POST", "It came.", `It came by ${heard.method}, not by POST.`, shows);
      if (jwt === undefined) return { sent, ...all(TOKEN, broken("It isn't a signed JWT.", shows)) };
      const signed = await isSignedBy(await keySet(lab), text);
      return { sent, ...ofToken(lab, jwt, signed, jwtOf(tokens.id ?? ""), shows) };
    } finally {
      await listener.close();
    }
  },
});

function placeOf({ target }: Lab) {
  const uri = new URL(target.clients.web?.backchannel_logout_uri ?? "");
  return { uri, port: target.extensions?.logoutPort ?? portOf(uri) };
}

async function signOut(lab: Lab, { id = "" }: Tokens): Promise<Exchange> {
  const { client_id, post_logout_redirect_uri: uri = "" } = lab.client("web");
  const url = new URL(lab.endpoint("end_session"));
  const parameters = { id_token_hint: id, client_id, post_logout_redirect_uri: uri };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return (await lab.open(url.href, uri)).exchanges.at(-1) as Exchange;
}

function ofToken(
  lab: Lab,
  { header, claims }: Jwt,
  isSigned: boolean,
  idToken: Jwt | undefined,
  shows: Exchange,
): Record<(typeof TOKEN)[number], Finding> {
  const now = lab.now() / 1000;
  const say = (isHeld: boolean, good: string, bad: string): Finding => either(isHeld, good, bad, shows);
  const is = (name: string, isFine: boolean): Finding =>
    say(isFine, `${name} is right.`, `${name} is ${JSON.stringify(claims[name]) ?? "missing"}.`);
  const { iss, aud, iat, exp, jti, events, sub, sid } = claims;
  const event = typeof events === "object" && events !== null ? (events as Record<string, unknown>)[EVENT] : undefined;
  const isPast = typeof iat === "number" && iat <= now + SKEW;
  const lives = typeof iat === "number" && typeof exp === "number" ? exp - iat : undefined;
  const differs = (["sub", "sid"] as const).filter(
    (name) =>
      claims[name] !== undefined && idToken?.claims[name] !== undefined && claims[name] !== idToken.claims[name],
  );
  return {
    typ: say(header.typ === "logout+jwt", "It is logout+jwt.", `typ is ${JSON.stringify(header.typ) ?? "missing"}.`),
    signature: say(
      isSigned && header.alg !== "none",
      "A key of the server made it.",
      header.alg === "none" ? "alg is none." : "None of the server's keys made the signature.",
    ),
    iss: is("iss", iss === lab.target.issuer),
    aud: is("aud", [aud].flat().includes(lab.client("web").client_id)),
    iat: is("iat", isPast),
    exp: is("exp", typeof exp === "number" && exp > now - SKEW),
    lifetime:
      lives === undefined
        ? notApplicable("It has no exp or no iat.", shows)
        : say(lives <= TWO_MINUTES, `It is good for ${lives} seconds.`, `It is good for ${lives} seconds.`),
    jti: is("jti", typeof jti === "string" && jti !== ""),
    events: is("events", typeof event === "object" && event !== null && !Array.isArray(event)),
    who: say(sub !== undefined || sid !== undefined, "It says who.", "It has neither sub nor sid."),
    nonce: say(claims.nonce === undefined, "There is no nonce.", "It has a nonce."),
    same:
      sub === undefined && sid === undefined
        ? notApplicable("It has neither sub nor sid.", shows)
        : say(differs.length === 0, "They are the same.", `${differs.join(" and ")} of the ID token differ.`),
  };
}
